"use server";

import { runAction } from "@/app/_lib/actions/action";
import { formOf, textField } from "@/app/_lib/actions/form";
import { getTripContext } from "@/app/_lib/auth/trip-access";
import { tripOf } from "@/app/[locale]/(site)/trips/trip-of";
import type { Lookup } from "@/components/trips/find-trip";
import { findTripAndCharge } from "@/server/flows/trips-and-charges-view";
import { actorId } from "@/server/shared/context";

/** Finds a trip by locator and surname. The answer is the form's state and has no address. */
export async function lookUpTrip(_: Lookup, form: FormData): Promise<Lookup> {
  const locator = textField(formOf(form), "locator").trim();
  const surname = textField(formOf(form), "surname").trim();
  const result = await runAction(async (ctx) => {
    const { booking, charging } = await findTripAndCharge(ctx, { locator, surname });
    const { actor } = await getTripContext({ reservationId: booking.id });
    const own = actor.kind === "TRAVELLER" || booking.customerId === actorId(actor);
    return { trip: tripOf(booking), own, charging };
  });
  if (result.ok) return { locator, surname, found: result.data };
  const { code, fieldErrors } = result;
  return { locator, surname, fieldErrors, refusal: fieldErrors ? undefined : code };
}
