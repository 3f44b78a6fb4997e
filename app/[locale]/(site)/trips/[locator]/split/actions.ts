"use server";

import { revalidatePath } from "next/cache";
import { getLocale } from "next-intl/server";
import { runAction } from "@/app/_lib/actions/action";
import { chosenFields, formOf, textField } from "@/app/_lib/actions/form";
import { addToTripCookie } from "@/app/_lib/auth/trip-access";
import type { SplitState } from "@/components/trips/split-form";
import { redirect } from "@/i18n/navigation";
import { splitReservation } from "@/server/reservation";

/** Gives the chosen passengers a booking of their own, and leads to it. */
export async function splitTrip(_: SplitState, sent: FormData): Promise<SplitState> {
  const form = formOf(sent);
  const field = (name: string) => textField(form, name);
  const chosen = chosenFields(form, "passenger");
  const result = await runAction(
    (ctx) =>
      splitReservation(ctx, {
        reservationId: field("reservationId"),
        version: Number(field("version")),
        passengers: chosen,
      }),
    { revalidate: ["/[locale]/trips", "/[locale]/trips/[locator]"], trip: field("reservationId") },
  );
  const locale = await getLocale();
  if (result.ok && result.data.grantId) await addToTripCookie("grant", result.data.grantId);
  if (result.ok) return redirect({ href: `/trips/${result.data.locator}?split=done`, locale });
  // The choice may be of a booking that is no more: the page shows what is, with the same choice.
  if (result.code === "CONFLICT") revalidatePath("/[locale]/trips/[locator]/split", "page");
  return { refusal: result, chosen };
}
