import { sql } from "drizzle-orm";
import { unitsOnSegment } from "@/server/reservation/passengers/predicates";
import type { TxContext } from "@/server/shared/context";
import { freeUnit, heldUntilAfterReturn } from "./predicates";

type SegmentNeed = {
  position: number;
  flightId: number;
  cabin: string;
  unitLimit: number;
  /** Units that the passengers need, and units that the hold has. */
  needed: number;
  claimed: number;
};

/** Another claim in progress hides the units that it tries to take. After a moment they may be free again. */
export const CLAIM_TRIES = 4;

/**
 * Gives a live hold as many units on each flight as its passengers need there, in flight order: an infant who turns two
 * before the way back needs a seat on it.
 *
 * @returns the position of the first segment that has too few units left, or null. After a shortage the caller rolls
 *   the transaction back.
 */
export async function matchUnits(ctx: TxContext, reservationId: string): Promise<number | null> {
  const { rows } = await ctx.tx.execute<SegmentNeed>(sql`
    select s.position, s.flight_id as "flightId", s.cabin, fa.unit_limit as "unitLimit",
      ${unitsOnSegment} as needed,
      (select count(*)::int from reservation.inventory_units u
        where u.reservation_id = r.id and u.flight_id = s.flight_id) as claimed
    from reservation.segments s
    join reservation.reservations r on r.id = s.reservation_id
    join reservation.fares fa on fa.flight_id = s.flight_id and fa.brand = s.brand
    where s.reservation_id = ${reservationId} order by s.flight_id`);
  for (const need of rows) {
    if (need.claimed > need.needed) await returnUnits(ctx, reservationId, need);
    if (!(await claimMissing(ctx, reservationId, need))) return need.position;
  }
  return null;
}

/** @returns false when too few units are left. */
async function claimMissing(ctx: TxContext, reservationId: string, need: SegmentNeed): Promise<boolean> {
  let missing = need.needed - need.claimed;
  for (let attempt = 1; missing > 0 && attempt <= CLAIM_TRIES; attempt++)
    missing -= await claimUnits(ctx, reservationId, need, missing);
  return missing <= 0;
}

/** Claims up to `count` free units until the payment deadline. @returns how many it got. */
async function claimUnits(
  { tx }: TxContext,
  reservationId: string,
  need: SegmentNeed,
  count: number,
): Promise<number> {
  const { rows } = await tx.execute(sql`
    with free as (
      select u.unit from reservation.inventory_units u
      join reservation.flights f on f.id = u.flight_id and f.status = 'ON_SALE'
      where u.flight_id = ${need.flightId} and u.cabin = ${need.cabin} and u.unit <= ${need.unitLimit} and ${freeUnit}
      order by u.unit desc limit ${count} for update of u skip locked)
    update reservation.inventory_units u set reservation_id = r.id, held_until = r.payment_deadline
    from free, reservation.reservations r
    where r.id = ${reservationId} and u.flight_id = ${need.flightId} and u.cabin = ${need.cabin}
      and u.unit = free.unit
    returning u.unit`);
  return rows.length;
}

/** Gives back the units that the hold no longer needs on one flight, the cheapest first. */
async function returnUnits({ tx }: TxContext, reservationId: string, need: SegmentNeed): Promise<void> {
  await tx.execute(sql`
    update reservation.inventory_units u set reservation_id = null, held_until = ${heldUntilAfterReturn}
    where u.flight_id = ${need.flightId} and u.cabin = ${need.cabin} and u.unit in (
      select own.unit from reservation.inventory_units own
      where own.reservation_id = ${reservationId} and own.flight_id = ${need.flightId} and not own.sold
      order by own.unit limit ${need.claimed - need.needed})`);
}
