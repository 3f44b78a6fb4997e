import { and, eq } from "drizzle-orm";
import { passengers, reservations } from "@/db/schema/reservation";
import { audit } from "@/server/shared/audit";
import { type RequestContext, requireMember, transaction } from "@/server/shared/context";
import { parse } from "@/server/shared/parse";
import { checkPassengers } from "./check-passengers";
import { nameKey } from "./domain/passenger-name";
import { requireLiveHold } from "./live-hold";
import { type EnterPassengersInput, enterPassengersInput } from "./schemas";

/**
 * Names the people of a hold and whom to reach. May be repeated until payment; the price stays.
 *
 * @throws AppError HOLD_EXPIRED, NOT_FOUND, INVALID_INPUT (names, ages on the day of each flight).
 */
export async function enterPassengers(ctx: RequestContext, input: EnterPassengersInput): Promise<void> {
  const customer = requireMember(ctx.actor);
  const entry = parse(enterPassengersInput, input);
  await transaction({ ...ctx, correlationId: entry.reservationId }, async (tx) => {
    const facts = await requireLiveHold(tx, entry.reservationId, customer.id);
    checkPassengers(
      facts.event.passengers.map((p) => p.type),
      entry.passengers,
      facts.event.segments.map((s) => s.departureDate),
    );
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
