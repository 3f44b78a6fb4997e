"use server";

import { getLocale } from "next-intl/server";
import { type ActionResult, runAction } from "@/app/_lib/actions/action";
import { formOf, textField } from "@/app/_lib/actions/form";
import { stepHref } from "@/components/booking/booking-links";
import { redirect } from "@/i18n/navigation";
import { chooseSeats, seatParty } from "@/server/reservation";
import type { ChooseSeatsInput } from "@/server/reservation/schemas";

/** Takes or gives back seats of one flight. */
export async function chooseSeat(choice: ChooseSeatsInput): Promise<ActionResult<void>> {
  return runAction((ctx) => chooseSeats(ctx, choice));
}

/** Seats the whole party of one flight together: a plain form, so that it works before JavaScript. */
export async function seatTogether(form: FormData): Promise<void> {
  const reservationId = textField(formOf(form), "reservationId");
  const segmentPosition = Number(textField(formOf(form), "segment"));
  const result = await runAction((ctx) => seatParty(ctx, { reservationId, segmentPosition }));
  const outcome = result.ok ? "together" : result.code === "SEAT_TAKEN" ? "tooFew" : "notSaved";
  const query = new URLSearchParams({ segment: String(segmentPosition), outcome });
  return redirect({ href: `${stepHref(reservationId, "seats")}?${query}`, locale: await getLocale() });
}
