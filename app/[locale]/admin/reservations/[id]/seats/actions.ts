"use server";

import { getLocale } from "next-intl/server";
import { runAction } from "@/app/_lib/actions/action";
import { formOf, seatFields, textField } from "@/app/_lib/actions/form";
import { redirect } from "@/i18n/navigation";
import { chooseSeats, seatParty } from "@/server/reservation";

const pages = {
  revalidate: ["/[locale]/admin/reservations/[id]", "/[locale]/admin/reservations/[id]/seats"],
};
const field = (form: FormData, name: string) => textField(formOf(form), name);
const of = (form: FormData) => ({
  reservationId: field(form, "reservationId"),
  segmentPosition: Number(field(form, "segment")),
});
const reservation = (form: FormData) =>
  `/admin/reservations/${encodeURIComponent(field(form, "reservationId"))}`;

/** Codes that the reservation's page explains: the flight has left, the reservation is cancelled, the session has ended. */
const elsewhere = new Set(["FLIGHT_DEPARTED", "HOLD_EXPIRED", "UNAUTHENTICATED", "FORBIDDEN", "NOT_FOUND"]);

/** Saves the seats of a customer's party on one flight, and returns to the reservation. @returns the refusal's code. */
export async function saveSeatsForCustomer(_: string | null, form: FormData): Promise<string | null> {
  const seats = seatFields(formOf(form));
  const result = await runAction((ctx) => chooseSeats(ctx, { ...of(form), seats }), pages);
  const locale = await getLocale();
  if (result.ok) return redirect({ href: `${reservation(form)}?done=seats`, locale });
  if (elsewhere.has(result.code)) return redirect({ href: reservation(form), locale });
  return result.code;
}

/** Seats a customer's whole party on one flight together. */
export async function seatTogetherForCustomer(form: FormData): Promise<void> {
  const result = await runAction((ctx) => seatParty(ctx, of(form)), pages);
  const locale = await getLocale();
  if (result.ok) return redirect({ href: `${reservation(form)}?done=seats`, locale });
  if (elsewhere.has(result.code)) return redirect({ href: reservation(form), locale });
  const outcome = result.code === "SEAT_TAKEN" ? "tooFew" : "notSaved";
  const query = new URLSearchParams({ segment: field(form, "segment"), outcome });
  return redirect({ href: `${reservation(form)}/seats?${query}`, locale });
}
