"use server";

import { getLocale } from "next-intl/server";
import { runAction } from "@/app/_lib/actions/action";
import { mailAfterAnswer } from "@/app/_lib/actions/after-answer";
import { formOf, textField } from "@/app/_lib/actions/form";
import { linkOf, setLink } from "@/app/_lib/auth/link-cookie";
import type { AccountFormState } from "@/components/identity/account-form";
import { redirect } from "@/i18n/navigation";
import { resetPassword } from "@/server/identity";

/** Saves the password that the browser with the mailed link chose, and leads to the sign-in page. */
export async function savePassword(_: AccountFormState, form: FormData): Promise<AccountFormState> {
  const password = textField(formOf(form), "password");
  const token = await linkOf("/forgotten-password/new");
  if (!token) return { refusal: "NOT_FOUND" };
  const result = await runAction((ctx) => resetPassword(ctx, { token, password }));
  if (!result.ok) {
    const { fieldErrors, code } = result;
    return { fieldErrors, refusal: fieldErrors ? undefined : code };
  }
  mailAfterAnswer(() => result.data);
  await setLink("/forgotten-password/new", "");
  return redirect({ href: { pathname: "/sign-in", query: { reset: "1" } }, locale: await getLocale() });
}
