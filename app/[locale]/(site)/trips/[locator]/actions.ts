"use server";

import { getLocale } from "next-intl/server";
import { runAction } from "@/app/_lib/action";
import { redirect } from "@/i18n/navigation";
import { releaseHold } from "@/server/reservation";

/** Gives an unpaid booking up and shows what has become of it. @returns the refusal's code. */
export async function giveUpHold(_: string | null, form: FormData): Promise<string | null> {
  const field = (name: string) => String(form.get(name) ?? "");
  const result = await runAction((ctx) => releaseHold(ctx, { reservationId: field("reservationId") }), {
    revalidate: ["/[locale]/trips", "/[locale]/trips/[locator]"],
  });
  if (!result.ok) return result.code;
  return redirect({ href: `/trips/${encodeURIComponent(field("locator"))}`, locale: await getLocale() });
}
