"use server";

import { getLocale } from "next-intl/server";
import { runAction } from "@/app/_lib/actions/action";
import { formOf, textField } from "@/app/_lib/actions/form";
import { redirect } from "@/i18n/navigation";
import { changeLanguage } from "@/server/identity";
import type { ChangeLanguageInput } from "@/server/identity/schemas";

/** Sets the language of the member's messages. The page then says whether it was saved. */
export async function saveLanguage(form: FormData): Promise<void> {
  // Any text may be sent: the verb refuses an unknown language.
  const locale = textField(formOf(form), "locale") as ChangeLanguageInput["locale"];
  const result = await runAction((ctx) => changeLanguage(ctx, { locale }));
  const language = result.ok ? "saved" : "notSaved";
  return redirect({ href: { pathname: "/account", query: { language } }, locale: await getLocale() });
}
