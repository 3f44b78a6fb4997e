import { and, eq } from "drizzle-orm";
import { passengers, reservations } from "@/db/schema/reservation";
import { audit } from "@/server/shared/audit";
import { type RequestContext, requireMember, transaction } from "@/server/shared/context";
import { AppError } from "@/server/shared/errors";
import { fieldErrorsOf, parse } from "@/server/shared/parse";
import { KOREA_ZONE, toLocal } from "@/server/shared/time";
import { passengerErrors } from "./check-passengers";
import { nameKey } from "./domain/passenger-name";
import type { ReservationFacts } from "./facts";
import { requireLiveHold } from "./live-hold";
import { agesInput, type EnterPassengersInput, enterPassengersInput, reservationIdInput } from "./schemas";

/**
 * Names the people of a hold and whom to reach. May be repeated until payment; the price stays.
 *
 * @throws AppError HOLD_EXPIRED, NOT_FOUND, INVALID_INPUT (names, ages on the day of each flight).
 */
export async function enterPassengers(ctx: RequestContext, input: EnterPassengersInput): Promise<void> {
  const customer = requireMember(ctx.actor);
  const { reservationId } = parse(reservationIdInput, { reservationId: input.reservationId });
  await transaction({ ...ctx, correlationId: reservationId }, async (tx) => {
    const entry = readEntry(input, await requireLiveHold(tx, reservationId, customer.id));
    for (const [position, person] of entry.passengers.entries()) {
      await tx.tx
        .update(passengers)
        .set({ ...person, surnameKey: nameKey(person.surname) })
        .where(and(eq(passengers.reservationId, entry.reservationId), eq(passengers.position, position)));
    }
    await tx.tx
      .update(reservations)
      .set({
        passengersComplete: true,
        contactEmail: entry.contact.email,
        contactPhone: entry.contact.phone ?? null,
      })
      .where(eq(reservations.id, entry.reservationId));
    await audit(tx, { action: "enter-passengers", entity: "reservation", entityId: entry.reservationId });
  });
}

/** All that is wrong is told at once: what the schema refuses, and ages that do not fit the hold. */
function readEntry(input: EnterPassengersInput, { event, now }: ReservationFacts) {
  const entry = enterPassengersInput.safeParse(input);
  const fieldErrors = {
    ...passengerErrors(
      event.passengers.map((p) => p.type),
      agesInput.parse(input).passengers,
      event.segments.map((s) => s.departureDate),
      toLocal(new Date(now), KOREA_ZONE).date,
    ),
    ...(entry.error && fieldErrorsOf(entry.error)),
  };
  if (!entry.success || Object.keys(fieldErrors).length > 0)
    throw new AppError("INVALID_INPUT", { fieldErrors });
  return entry.data;
}
