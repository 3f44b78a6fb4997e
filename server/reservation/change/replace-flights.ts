import { asc, eq, sql } from "drizzle-orm";
import { passengers, reservations, segments } from "@/db/schema/reservation";
import { countTypes } from "@/server/reservation/domain/passenger-type";
import type { TxContext } from "@/server/shared/context";
import type { PassengerType } from "@/server/shared/fare-terms";
import type { ComposedChange } from "./compose-change";

/**
 * Takes flights out of a trip and puts others in their places, within a transaction; what is out keeps its rows at places
 * below zero. The types of the passengers follow. The caller has locked the reservation.
 */
export async function replaceFlights(
  ctx: TxContext,
  reservationId: string,
  { flights, coupons }: ComposedChange,
): Promise<void> {
  const { tx } = ctx;
  const [lowest] = await tx
    .select({ position: sql<number>`least(0, min(${segments.position}))` })
    .from(segments)
    .where(eq(segments.reservationId, reservationId));
  for (const [n, flight] of flights.entries()) {
    await tx
      .update(segments)
      .set({ position: (lowest?.position ?? 0) - 1 - n })
      .where(eq(segments.id, flight.segmentId));
    await tx.insert(segments).values({
      id: flight.newSegmentId,
      reservationId,
      position: flight.segmentIndex,
      flightId: flight.flightId,
      brand: flight.brand,
      cabin: flight.cabin,
      brandRule: { ...flight.rule },
      adultFare: flight.adultFare,
      feesCountTo: new Date(flight.feesCountTo),
    });
  }
  await retype(ctx, reservationId, coupons);
}

/** Writes the passengers' types on the flights of the trip as it is now. */
async function retype(
  { tx }: TxContext,
  reservationId: string,
  coupons: ComposedChange["coupons"],
): Promise<void> {
  const legs = await tx
    .select({ position: segments.position })
    .from(segments)
    .where(sql`${segments.reservationId} = ${reservationId} and ${segments.position} >= 0`)
    .orderBy(asc(segments.position));
  const party = await tx
    .select({ id: passengers.id, type: passengers.type, segmentTypes: passengers.segmentTypes })
    .from(passengers)
    .where(sql`${passengers.reservationId} = ${reservationId} and ${passengers.position} >= 0`)
    .orderBy(asc(passengers.position));
  const firstTypes: PassengerType[] = [];
  for (const { id, type, segmentTypes } of party) {
    const types = legs.map(({ position }) => {
      const changed = coupons.find((each) => each.passengerId === id && each.segmentIndex === position);
      return changed?.passengerType ?? segmentTypes?.[position] ?? type;
    });
    const first = types[0] ?? type;
    firstTypes.push(first);
    if (first === type && types.every((each, n) => each === (segmentTypes?.[n] ?? type))) continue;
    await tx
      .update(passengers)
      .set({ type: first, segmentTypes: types.every((each) => each === first) ? sql`null` : types })
      .where(eq(passengers.id, id));
  }
  await tx.update(reservations).set(countTypes(firstTypes)).where(eq(reservations.id, reservationId));
}
