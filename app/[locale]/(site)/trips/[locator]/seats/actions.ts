"use server";

import { getLocale } from "next-intl/server";
import { runAction } from "@/app/_lib/actions/action";
import { formOf, seatFields, textField } from "@/app/_lib/actions/form";
import { redirect } from "@/i18n/navigation";
import { chooseSeats, seatParty } from "@/server/reservation";

const field = (form: FormData, name: string) => textField(formOf(form), name);
const of = (form: FormData) => ({
  reservationId: field(form, "reservationId"),
  segmentPosition: Number(field(form, "segment")),
});
const options = (form: FormData) => ({
  revalidate: ["/[locale]/trips/[locator]", "/[locale]/trips/[locator]/seats"],
  trip: field(form, "reservationId"),
});
const trip = (form: FormData) => `/trips/${encodeURIComponent(field(form, "locator"))}`;

/** Codes that the trip's page explains: the flight has left, the trip is cancelled, the session has ended. */
const elsewhere = new Set(["FLIGHT_DEPARTED", "HOLD_EXPIRED", "UNAUTHENTICATED", "NOT_FOUND"]);

/** Saves the seats of the whole party on one flight, and returns to the trip. @returns the refusal's code. */
export async function saveSeats(_: string | null, form: FormData): Promise<string | null> {
  const seats = seatFields(formOf(form));
  const result = await runAction((ctx) => chooseSeats(ctx, { ...of(form), seats }), options(form));
  const locale = await getLocale();
  if (result.ok) return redirect({ href: `${trip(form)}?seats=saved`, locale });
  if (elsewhere.has(result.code)) return redirect({ href: trip(form), locale });
  return result.code;
}

/** Seats the whole party of one flight together: a plain form, so that it works before JavaScript. */
export async function seatTogether(form: FormData): Promise<void> {
  const result = await runAction((ctx) => seatParty(ctx, of(form)), options(form));
  const locale = await getLocale();
  if (result.ok) return redirect({ href: `${trip(form)}?seats=saved`, locale });
  if (elsewhere.has(result.code)) return redirect({ href: trip(form), locale });
  const outcome = result.code === "SEAT_TAKEN" ? "tooFew" : "notSaved";
  const query = new URLSearchParams({ segment: field(form, "segment"), outcome });
  return redirect({ href: `${trip(form)}/seats?${query}`, locale });
}
