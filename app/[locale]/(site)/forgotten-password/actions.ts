"use server";

import { getLocale } from "next-intl/server";
import { runAction } from "@/app/_lib/actions/action";
import { mailAfterAnswer } from "@/app/_lib/actions/after-answer";
import { formOf, textField } from "@/app/_lib/actions/form";
import { getRequestContext } from "@/app/_lib/auth/session";
import type { AccountFormState } from "@/components/identity/account-form";
import { redirect } from "@/i18n/navigation";
import { askPasswordReset, issuePasswordReset } from "@/server/identity";

/**
 * Sends a link for a new password, if the address has an account. Whether it has one is found out after the answer: neither
 * the answer nor its time tells.
 */
export async function askForPassword(_: AccountFormState, form: FormData): Promise<AccountFormState> {
  const typed = textField(formOf(form), "email").trim();
  const result = await runAction((ctx) => askPasswordReset(ctx, { email: typed }), { readOnly: true });
  if (!result.ok) {
    const { fieldErrors, code } = result;
    return { email: typed, fieldErrors, refusal: fieldErrors ? undefined : code };
  }
  const ctx = await getRequestContext();
  mailAfterAnswer(() => issuePasswordReset(ctx, { email: result.data }));
  return redirect({
    href: { pathname: "/forgotten-password", query: { sent: "1" } },
    locale: await getLocale(),
  });
}
