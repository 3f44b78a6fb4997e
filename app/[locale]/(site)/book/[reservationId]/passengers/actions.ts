"use server";

import { getLocale } from "next-intl/server";
import { runAction } from "@/app/_lib/actions/action";
import { formOf } from "@/app/_lib/actions/form";
import { closeOutdatedPage } from "@/app/_lib/payment-flow";
import { stepHref } from "@/components/booking/booking-links";
import { readPassengerEntry } from "@/components/booking/passenger-entry";
import type { EntryState } from "@/components/booking/types";
import { redirect } from "@/i18n/navigation";
import { enterPassengers } from "@/server/reservation";
import { type EnterPassengersInput, enterPassengersInput } from "@/server/reservation/schemas";
import { isConfirmed, respelledNames, strangeCharacters } from "./names";

/**
 * Saves the passengers and goes on to the seats; otherwise says what to put right. Names that the ticket spells
 * otherwise than they were typed are shown first. Where the ages have changed the total the page says so first.
 */
export async function savePassengers(_before: EntryState, form: FormData): Promise<EntryState> {
  const locale = await getLocale();
  const values = Object.fromEntries(
    [...formOf(form)].flatMap(([name, value]) =>
      typeof value === "string" && !name.startsWith("$") ? [[name, value]] : [],
    ),
  );
  const reservationId = values.reservationId ?? "";
  // The verb's schema decides what of this is right.
  const input = {
    reservationId,
    ...readPassengerEntry(values),
    overlapConfirmed: values.overlapConfirmed === "on",
  } as EnterPassengersInput;
  const respelled = respelledNames(values);
  if (!isConfirmed(respelled, values) && enterPassengersInput.safeParse(input).success)
    return { code: null, fieldErrors: {}, values, strangeCharacters: {}, respelledNames: respelled };
  const result = await runAction((ctx) => enterPassengers(ctx, input));
  if (result.ok) {
    const { previousAmount, totalAmount } = result.data;
    if (previousAmount === totalAmount) return redirect({ href: stepHref(reservationId, "seats"), locale });
    // When the provider cannot be asked, paying is refused later on.
    await runAction(() => closeOutdatedPage(reservationId, totalAmount));
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
