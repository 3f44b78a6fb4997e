"use server";

import { revalidatePath } from "next/cache";
import { getLocale } from "next-intl/server";
import { runAction } from "@/app/_lib/actions/action";
import { chosenFields, formOf, textField } from "@/app/_lib/actions/form";
import type { SplitState } from "@/components/trips/split-form";
import { redirect } from "@/i18n/navigation";
import { splitReservation } from "@/server/reservation";

/** Gives the chosen passengers a reservation of their own, on the customer's behalf, and leads to it. */
export async function splitForCustomer(_: SplitState, sent: FormData): Promise<SplitState> {
  const form = formOf(sent);
  const reservationId = textField(form, "reservationId");
  const chosen = chosenFields(form, "passenger");
  const version = Number(textField(form, "version"));
  const result = await runAction(
    (ctx) => splitReservation(ctx, { reservationId, version, passengers: chosen }),
    { revalidate: ["/[locale]/admin/reservations/[id]"] },
  );
  const locale = await getLocale();
  if (result.ok)
    return redirect({ href: `/admin/reservations/${result.data.reservationId}?done=split`, locale });
  // The choice may be of a reservation that is no more: the page shows what is, with the same choice.
  if (result.code === "CONFLICT") revalidatePath("/[locale]/admin/reservations/[id]/split", "page");
  return { refusal: result, chosen };
}
