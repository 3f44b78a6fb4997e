import { asc, eq, sql } from "drizzle-orm";
import { passengers, reservations, segments } from "@/db/schema/reservation";
import { countTypes } from "@/server/reservation/domain/passenger-type";
import type { TxContext } from "@/server/shared/context";
import type { PassengerType } from "@/server/shared/fare-terms";

/** Which flights and passengers still have a coupon. */
export type StillTravelling = { segmentIds: ReadonlySet<string>; passengerIds: ReadonlySet<string> };

type Placed = { id: string; position: number };

/**
 * Takes the flights and passengers out of a trip that no live coupon names any more. The others move up, so that places go
 * from 0 without a gap; what is out keeps its rows at places below zero. The caller has locked the reservation.
 */
export async function trimTrip(
  ctx: TxContext,
  reservationId: string,
  { segmentIds, passengerIds }: StillTravelling,
): Promise<void> {
  const legs = await ctx.tx
    .select({ id: segments.id, position: segments.position })
    .from(segments)
    .where(eq(segments.reservationId, reservationId))
    .orderBy(asc(segments.position));
  const people = await ctx.tx
    .select({
      id: passengers.id,
      position: passengers.position,
      type: passengers.type,
      segmentTypes: passengers.segmentTypes,
    })
    .from(passengers)
    .where(eq(passengers.reservationId, reservationId))
    .orderBy(asc(passengers.position));
  const stays = legs.filter(({ id, position }) => position >= 0 && segmentIds.has(id));
  for (const { id, position } of newPlaces(legs, segmentIds))
    await ctx.tx.update(segments).set({ position }).where(eq(segments.id, id));
  for (const { id, position } of newPlaces(people, passengerIds))
    await ctx.tx.update(passengers).set({ position }).where(eq(passengers.id, id));
  const left = people.filter(({ id, position }) => position >= 0 && passengerIds.has(id));
  const types: PassengerType[] = [];
  for (const person of left) types.push(await retype(ctx, person, stays));
  await ctx.tx.update(reservations).set(countTypes(types)).where(eq(reservations.id, reservationId));
}

/**
 * Returns the rows that move, in an order in which no two have one place at a time: first those that leave, then the
 * others, each to a place that is free by then.
 */
function newPlaces(rows: readonly Placed[], stay: ReadonlySet<string>): Placed[] {
  const current = rows.filter(({ position }) => position >= 0);
  const lowest = Math.min(0, ...rows.map(({ position }) => position));
  const out = current
    .filter(({ id }) => !stay.has(id))
    .map(({ id }, n) => ({ id, position: lowest - 1 - n }));
  const kept = current.filter(({ id }) => stay.has(id));
  const moved = kept.map(({ id }, position) => ({ id, position }));
  return [...out, ...moved.filter(({ position }, n) => kept[n]?.position !== position)];
}

type Person = { id: string; type: PassengerType; segmentTypes: PassengerType[] | null };

/** Writes a passenger's types on the flights that are left. @returns the type on the first of them. */
async function retype({ tx }: TxContext, { id, type, segmentTypes }: Person, stays: readonly Placed[]) {
  if (segmentTypes === null) return type;
  const types = stays.map(({ position }) => segmentTypes[position] ?? type);
  const first = types[0] ?? type;
  const changed = types.every((each) => each === first) ? null : types;
  await tx
    .update(passengers)
    .set({ type: first, segmentTypes: changed === null ? sql`null` : changed })
    .where(eq(passengers.id, id));
  return first;
}
