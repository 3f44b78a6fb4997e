"use server";

import { runAction } from "@/app/_lib/action";
import type { Lookup } from "@/components/trips/find-trip";
import { findTrip } from "@/server/reservation/queries";
import { actorId } from "@/server/shared/context";
import { tripOf } from "../trip-of";

/** Looks a trip up by locator and surname. The answer is the form's state: it has no address. */
export async function lookUpTrip(_: Lookup, form: FormData): Promise<Lookup> {
  const locator = String(form.get("locator") ?? "").trim();
  const surname = String(form.get("surname") ?? "").trim();
  const result = await runAction(
    async (ctx) => {
      const booking = await findTrip(ctx, { locator, surname });
      return { trip: tripOf(booking), own: booking.customerId === actorId(ctx.actor) };
    },
    { readOnly: true },
  );
  if (result.ok) return { locator, surname, found: result.data };
  const { code, fieldErrors } = result;
  return { locator, surname, fieldErrors, refusal: fieldErrors ? undefined : code };
}
