"use server";

import { getLocale } from "next-intl/server";
import { runAction } from "@/app/_lib/actions/action";
import { statedIn } from "@/app/_lib/actions/consents";
import { formOf } from "@/app/_lib/actions/form";
import { redirect } from "@/i18n/navigation";
import { giveConsent, withdrawConsent } from "@/server/consent";
import type { Locale } from "@/server/shared/airline";

/** Records what the member agrees to, in the versions that the page showed. */
export async function agreeTo(form: FormData): Promise<void> {
  const locale = (await getLocale()) as Locale;
  const stated = statedIn(formOf(form));
  const result = await runAction(async (ctx) => {
    for (const each of stated) await giveConsent(ctx, { ...each, locale, channel: "WEB" });
    return stated.length > 0;
  });
  return back(result.ok && result.data, locale);
}

/** Takes the consent to advertising back, at once. */
export async function withdrawMarketing(_form: FormData): Promise<void> {
  const locale = (await getLocale()) as Locale;
  const result = await runAction((ctx) =>
    withdrawConsent(ctx, { document: "marketing", locale, channel: "WEB" }),
  );
  return back(result.ok, locale);
}

const back = (isSaved: boolean, locale: Locale) =>
  redirect({
    href: { pathname: "/account/consents", query: { outcome: isSaved ? "saved" : "notSaved" } },
    locale,
  });
