"use server";

import { redirect } from "next/navigation";
import { getLocale } from "next-intl/server";
import { runAction } from "@/app/_lib/actions/action";
import { formOf } from "@/app/_lib/actions/form";
import { nextPath } from "@/app/_lib/auth/next-path";
import { giveSession } from "@/app/_lib/auth/session";
import type { RegistrationState } from "@/components/identity/sign-up-form";
import { registerUser } from "@/server/identity";
import type { RegisterUserInput } from "@/server/identity/schemas";
import { env } from "@/server/shared/env";

/** Creates an account and signs in with it. It works before JavaScript. */
export async function register(_: RegistrationState, form: FormData): Promise<RegistrationState> {
  const sent = formOf(form);
  const text = (name: string) => String(sent.get(name) ?? "");
  const [email, name, password] = [text("email").trim(), text("name"), text("password")];
  const locale = (await getLocale()) as RegisterUserInput["locale"];
  const result = await runAction(async (ctx) =>
    giveSession((await registerUser(ctx, { email, name, password, locale })).id),
  );
  if (!result.ok) {
    const { fieldErrors, code } = result;
    return { email, name, ...(fieldErrors ? { fieldErrors } : { refusal: code }) };
  }
  return redirect(nextPath(text("next"), locale, env().APP_URL));
}
