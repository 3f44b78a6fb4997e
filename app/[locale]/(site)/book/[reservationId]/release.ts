"use server";

import { getLocale } from "next-intl/server";
import { runAction } from "@/app/_lib/action";
import { redirect } from "@/i18n/navigation";
import { releaseHold } from "@/server/reservation";

/** Gives the seats back and returns to the search, `back`. A hold that has ended already counts as given back. */
export async function giveUpHold(form: FormData): Promise<void> {
  const back = String(form.get("back") ?? "");
  await runAction((ctx) => releaseHold(ctx, { reservationId: String(form.get("reservationId") ?? "") }));
  return redirect({ href: back.startsWith("/flights?") ? back : "/", locale: await getLocale() });
}
