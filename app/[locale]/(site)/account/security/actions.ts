"use server";

import { getLocale } from "next-intl/server";
import { runAction } from "@/app/_lib/actions/action";
import { mailAfterAnswer } from "@/app/_lib/actions/after-answer";
import { formOf, textField } from "@/app/_lib/actions/form";
import type { AccountFormState } from "@/components/identity/account-form";
import type { SecurityNews } from "@/components/identity/security-news";
import { redirect } from "@/i18n/navigation";
import {
  askEmailChange,
  changePassword,
  endOtherSessions,
  endOwnSession,
  issueConfirmation,
} from "@/server/identity";

/** Sends the mail that confirms the address of the account. */
export async function sendConfirmation(): Promise<void> {
  const result = await runAction((ctx) => issueConfirmation(ctx));
  if (result.ok) mailAfterAnswer(() => result.data);
  return back(result.ok ? "resent" : result.code === "RATE_LIMITED" ? "resendLimited" : "failed");
}

/** Asks for another address of the account. */
export async function changeEmail(_: AccountFormState, form: FormData): Promise<AccountFormState> {
  const email = textField(formOf(form), "email").trim();
  const currentPassword = textField(formOf(form), "currentPassword");
  const result = await runAction((ctx) => askEmailChange(ctx, { email, currentPassword }));
  if (!result.ok) return refused(result, email);
  mailAfterAnswer(() => result.data);
  return back("emailAsked");
}

/** Changes the password of the account. Only this browser stays signed in. */
export async function savePassword(_: AccountFormState, form: FormData): Promise<AccountFormState> {
  const currentPassword = textField(formOf(form), "currentPassword");
  const password = textField(formOf(form), "password");
  const result = await runAction((ctx) => changePassword(ctx, { currentPassword, password }));
  if (!result.ok) return refused(result);
  mailAfterAnswer(() => result.data);
  return back("passwordChanged");
}

/** Signs one device out. */
export async function endDevice(form: FormData): Promise<void> {
  const sessionId = textField(formOf(form), "sessionId");
  const result = await runAction((ctx) => endOwnSession(ctx, { sessionId }));
  return back(result.ok ? "sessionEnded" : "failed");
}

/** Signs all devices out but this one. */
export async function endOtherDevices(): Promise<void> {
  const result = await runAction((ctx) => endOtherSessions(ctx));
  return back(result.ok ? "othersEnded" : "failed");
}

type Refused = { code: string; fieldErrors?: Record<string, string> };

const refused = ({ code, fieldErrors }: Refused, email?: string): AccountFormState => ({
  ...(email !== undefined && { email }),
  fieldErrors,
  refusal: fieldErrors ? undefined : code,
});

/** Shows the page again, with what happened. */
const back = async (news: SecurityNews) =>
  redirect({ href: { pathname: "/account/security", query: { news } }, locale: await getLocale() });
