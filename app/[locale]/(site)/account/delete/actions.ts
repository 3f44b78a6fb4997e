"use server";

import { cookies } from "next/headers";
import { getLocale } from "next-intl/server";
import { runAction } from "@/app/_lib/actions/action";
import { mailAfterAnswer } from "@/app/_lib/actions/after-answer";
import { formOf, textField } from "@/app/_lib/actions/form";
import { getSession } from "@/app/_lib/auth/session";
import { sessionCookieName } from "@/app/_lib/auth/session-cookie";
import { redirect } from "@/i18n/navigation";
import { eraseMember } from "@/server/flows/erase-member";
import { env } from "@/server/shared/env";

/** Deletes the account. This browser forgets the session; a refusal leads back to the page, which says why. */
export async function deleteAccount(sent: FormData): Promise<void> {
  const form = formOf(sent);
  const locale = await getLocale();
  const refuse = (refused: string) =>
    redirect({ href: { pathname: "/account/delete", query: { refused } }, locale });
  if (textField(form, "understood") !== "on") return refuse("notUnderstood");
  const proof = { password: textField(form, "password"), session: await getSession() };
  const result = await runAction((ctx) => eraseMember(ctx, proof));
  if (!result.ok) {
    const { password, account } = result.fieldErrors ?? {};
    return refuse(password ?? account ?? result.code);
  }
  mailAfterAnswer(() => result.data);
  (await cookies()).delete(sessionCookieName(env().APP_URL));
  return redirect({ href: { pathname: "/sign-in", query: { erased: "1" } }, locale });
}
