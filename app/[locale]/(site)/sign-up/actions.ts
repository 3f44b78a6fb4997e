"use server";

import { redirect } from "next/navigation";
import { getLocale } from "next-intl/server";
import { runAction } from "@/app/_lib/actions/action";
import { mailAfterAnswer } from "@/app/_lib/actions/after-answer";
import { askedOfMembers, refusedConsents, statedIn } from "@/app/_lib/actions/consents";
import { formOf } from "@/app/_lib/actions/form";
import { nextPath } from "@/app/_lib/auth/next-path";
import type { RegistrationState } from "@/components/identity/sign-up-form";
import { registerWithConsents } from "@/server/flows/register-with-consents";
import type { RegisterUserInput } from "@/server/identity/schemas";
import { env } from "@/server/shared/env";

/**
 * Creates an account and leads to the sign-in page. The answer is the same when the address has an account, so that nobody
 * finds out by it who is a member; the mail says what happened. It works before JavaScript.
 */
export async function register(_: RegistrationState, form: FormData): Promise<RegistrationState> {
  const sent = formOf(form);
  const text = (name: string) => String(sent.get(name) ?? "");
  const [email, name, password] = [text("email").trim(), text("name"), text("password")];
  const locale = (await getLocale()) as RegisterUserInput["locale"];
  const account = { email, name, password, locale };
  const result = await runAction((ctx) => registerWithConsents(ctx, account, statedIn(sent)));
  if (!result.ok) {
    const { fieldErrors, code } = result;
    const consents = refusedConsents(await askedOfMembers(), sent, fieldErrors);
    return { email, name, consents, ...(fieldErrors ? { fieldErrors } : { refusal: code }) };
  }
  mailAfterAnswer(() => result.data);
  const next = nextPath(text("next"), locale, env().APP_URL);
  return redirect(`/${locale}/sign-in?${new URLSearchParams({ joined: "1", next })}`);
}
