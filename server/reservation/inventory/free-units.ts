import { sql } from "drizzle-orm";
import type { TxContext } from "@/server/shared/context";
import type { PassengerType } from "@/server/shared/fare-terms";
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

type Coupon = { segmentId: string; passengerId: string; passengerType: PassengerType };

/** Gives back the units and the seats of coupons that leave a created reservation. */
export async function freeCoupons(
  ctx: TxContext,
  reservationId: string,
  coupons: readonly Coupon[],
): Promise<void> {
  const units = new Map<string, number>();
  for (const { segmentId, passengerType } of coupons)
    if (passengerType !== "INFANT") units.set(segmentId, (units.get(segmentId) ?? 0) + 1);
  await freeSeatedUnits(ctx, reservationId, units);
  await freeSeats(
    ctx,
    coupons.map(({ segmentId, passengerId }) => ({ segmentId, passengerId })),
  );
}

/** Gives back the seats of these passengers on these flights. */
async function freeSeats(
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
async function freeSeatedUnits(
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
