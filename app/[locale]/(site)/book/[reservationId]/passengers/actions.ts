"use server";

import { getLocale } from "next-intl/server";
import { runAction } from "@/app/_lib/actions/action";
import { formOf } from "@/app/_lib/actions/form";
import { stepHref } from "@/components/booking/booking-links";
import { readPassengerEntry } from "@/components/booking/passenger-entry";
import type { EntryState } from "@/components/booking/types";
import { redirect } from "@/i18n/navigation";
import { enterAndReprice } from "@/server/flows/enter-and-reprice";
import { type EnterPassengersInput, enterPassengersInput } from "@/server/reservation/schemas";
import { isConfirmed, respelledNames, strangeCharacters } from "./names";

/**
 * Saves the passengers and leads to the seats, or returns the errors. Names that the ticket spells in another way are
 * returned for confirmation first. When the ages have changed the total, the page shows it before the seats.
 */
export async function savePassengers(_before: EntryState, form: FormData): Promise<EntryState> {
  const locale = await getLocale();
  const values = Object.fromEntries(
    [...formOf(form)].flatMap(([name, value]) =>
      typeof value === "string" && !name.startsWith("$") ? [[name, value]] : [],
    ),
  );
  const reservationId = values.reservationId ?? "";
  // The verb's schema checks the values.
  const input = {
    reservationId,
    ...readPassengerEntry(values),
    overlapConfirmed: values.overlapConfirmed === "on",
  } as EnterPassengersInput;
  const respelled = respelledNames(values);
  if (!isConfirmed(respelled, values) && enterPassengersInput.safeParse(input).success)
    return { code: null, fieldErrors: {}, values, strangeCharacters: {}, respelledNames: respelled };
  const result = await runAction((ctx) => enterAndReprice(ctx, input));
  if (result.ok) {
    const { previousAmount, totalAmount } = result.data;
    if (previousAmount === totalAmount) return redirect({ href: stepHref(reservationId, "seats"), locale });
    return redirect({ href: `${stepHref(reservationId, "passengers")}?before=${previousAmount}`, locale });
  }
  if (result.code === "HOLD_EXPIRED" || result.code === "UNAUTHENTICATED")
    return redirect({ href: stepHref(reservationId, "passengers"), locale });
  const fieldErrors = result.fieldErrors ?? {};
  return {
    code: result.code,
    fieldErrors,
    values,
    strangeCharacters: strangeCharacters(values, fieldErrors),
    respelledNames: respelled,
  };
}
