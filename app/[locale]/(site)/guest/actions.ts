"use server";

import { redirect } from "next/navigation";
import { getLocale } from "next-intl/server";
import { runAction } from "@/app/_lib/actions/action";
import { formOf, textField } from "@/app/_lib/actions/form";
import { giveGuestSession } from "@/app/_lib/auth/guest-session";
import { nextPath } from "@/app/_lib/auth/next-path";
import type { AccountFormState } from "@/components/identity/account-form";
import { registerGuest } from "@/server/identity";
import type { RegisterGuestInput } from "@/server/identity/schemas";
import { env } from "@/server/shared/env";

/** Goes on without an account, with an e-mail address and a phone number, to the flights that were chosen. It works before JavaScript. */
export async function continueAsGuest(_: AccountFormState, form: FormData): Promise<AccountFormState> {
  const sent = formOf(form);
  const [email, phone] = [textField(sent, "email").trim(), textField(sent, "phone").trim()];
  const locale = (await getLocale()) as RegisterGuestInput["locale"];
  const result = await runAction(
    async (ctx) => giveGuestSession((await registerGuest(ctx, { email, phone, locale })).id),
    { readOnly: true },
  );
  if (!result.ok) {
    const { fieldErrors, code } = result;
    return { email, phone, fieldErrors, refusal: fieldErrors ? undefined : code };
  }
  return redirect(nextPath(textField(sent, "next"), locale, env().APP_URL));
}
