import { sql } from "drizzle-orm";
import type { TxContext } from "@/server/shared/context";
import { heldUntilAfterReturn } from "./predicates";

/**
 * Gives back the units and seats of a reservation, except those of segments that are kept because they were
 * flown. Units of a flight whose sale has ended stay blocked.
 */
export async function freeUnitsAndSeats({ tx }: TxContext, reservationId: string): Promise<void> {
  await tx.execute(sql`
    update reservation.inventory_units u
    set reservation_id = null, sold = false, held_until = ${heldUntilAfterReturn}
    where u.reservation_id = ${reservationId}
      and not exists (select from reservation.segments s
        where s.reservation_id = ${reservationId} and s.flight_id = u.flight_id and s.kept)`);
  await tx.execute(sql`
    update reservation.seat_assignments a set active = false
    where a.reservation_id = ${reservationId} and a.active
      and not exists (select from reservation.segments s where s.id = a.segment_id and s.kept)`);
}

/** Gives back the seats of these passengers on these flights. */
export async function freeSeats(
  { tx }: TxContext,
  pairs: readonly { segmentId: string; passengerId: string }[],
): Promise<void> {
  await tx.execute(sql`
    update reservation.seat_assignments a set active = false
    from jsonb_to_recordset(${JSON.stringify(pairs)}::jsonb) as g ("segmentId" uuid, "passengerId" uuid)
    where a.segment_id = g."segmentId" and a.passenger_id = g."passengerId" and a.active`);
}

/**
 * Gives back so many sold units of a reservation per segment, the lowest first: every brand may sell those. Units of a
 * flight whose sale has ended stay blocked.
 */
export async function freeSeatedUnits(
  { tx }: TxContext,
  reservationId: string,
  unitsBySegment: ReadonlyMap<string, number>,
): Promise<void> {
  for (const [segmentId, units] of unitsBySegment)
    await tx.execute(sql`
      update reservation.inventory_units u
      set reservation_id = null, sold = false, held_until = ${heldUntilAfterReturn}
      where (u.flight_id, u.cabin, u.unit) in (
        select own.flight_id, own.cabin, own.unit from reservation.inventory_units own
        join reservation.segments s on s.id = ${segmentId} and s.flight_id = own.flight_id and s.cabin = own.cabin
        where own.reservation_id = ${reservationId} and own.sold order by own.unit limit ${units})`);
}
