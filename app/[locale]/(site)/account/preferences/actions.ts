"use server";

import { getLocale } from "next-intl/server";
import { runAction } from "@/app/_lib/actions/action";
import { formOf, textField } from "@/app/_lib/actions/form";
import { redirect } from "@/i18n/navigation";
import { changePreference } from "@/server/notification";
import type { ChangePreferenceInput } from "@/server/notification/schemas";

/** Switches e-mails of one kind on or off. The page then says whether it was saved. */
export async function savePreference(sent: FormData): Promise<void> {
  const form = formOf(sent);
  const input = { kind: textField(form, "kind"), email: textField(form, "email") === "on" };
  const result = await runAction((ctx) => changePreference(ctx, input as ChangePreferenceInput));
  const query = { saved: result.ok ? "preference" : "failed" };
  return redirect({ href: { pathname: "/account/preferences", query }, locale: await getLocale() });
}
