"use server";

import { getLocale } from "next-intl/server";
import { runAction } from "@/app/_lib/actions/action";
import { formOf, textField } from "@/app/_lib/actions/form";
import { redirect } from "@/i18n/navigation";
import { unsubscribe } from "@/server/notification";

/** Switches off the e-mails that the link is about. The page then says so. */
export async function stopMails(sent: FormData): Promise<void> {
  const token = textField(formOf(sent), "token");
  const result = await runAction((ctx) => unsubscribe(ctx, { token }));
  const query = { token, done: result.ok ? "yes" : "no" };
  return redirect({ href: { pathname: "/unsubscribe", query }, locale: await getLocale() });
}
