import { sql } from "drizzle-orm";
import { unitsOnSegment } from "@/server/reservation/passengers/predicates";
import type { TxContext } from "@/server/shared/context";

type Need = {
  position: number;
  flightId: number;
  cabin: string;
  unitLimit: number;
  needed: number;
  units: number;
};

/** A neighbour's claim in progress hides its units for a moment; then it is worth looking again. */
const CLAIM_TRIES = 4;

/**
 * Gives a live hold as many units on each flight as its passengers need there, in flight order: an infant that
 * turns two before the way back needs a seat on it.
 *
 * @returns the position of the first segment on which too few units are left; null when all is well. The caller
 *   gives the transaction up on a shortage.
 */
export async function matchUnits(ctx: TxContext, reservationId: string): Promise<number | null> {
  const { rows } = await ctx.tx.execute<Need>(sql`
    select s.position, s.flight_id as "flightId", s.cabin, fa.unit_limit as "unitLimit",
      ${unitsOnSegment} as needed,
      (select count(*)::int from reservation.inventory_units u
        where u.reservation_id = r.id and u.flight_id = s.flight_id) as units
    from reservation.segments s
    join reservation.reservations r on r.id = s.reservation_id
    join reservation.fares fa on fa.flight_id = s.flight_id and fa.brand = s.brand
    where s.reservation_id = ${reservationId} order by s.flight_id`);
  for (const need of rows) {
    if (need.units > need.needed) await giveBack(ctx, reservationId, need);
    if (!(await claimMissing(ctx, reservationId, need))) return need.position;
  }
  return null;
}

async function claimMissing(ctx: TxContext, reservationId: string, need: Need): Promise<boolean> {
  let missing = need.needed - need.units;
  for (let attempt = 1; missing > 0 && attempt <= CLAIM_TRIES; attempt++)
    missing -= await claim(ctx, reservationId, need, missing);
  return missing <= 0;
}

/** Claims up to `count` free units until the payment deadline. @returns how many it got. */
async function claim({ tx }: TxContext, reservationId: string, need: Need, count: number): Promise<number> {
  const { rows } = await tx.execute(sql`
    with free as (
      select u.unit from reservation.inventory_units u
      join reservation.flights f on f.id = u.flight_id and f.status = 'ON_SALE'
      where u.flight_id = ${need.flightId} and u.cabin = ${need.cabin} and u.unit <= ${need.unitLimit}
        and not u.sold and (u.held_until is null or u.held_until < clock_timestamp())
      order by u.unit desc limit ${count} for update of u skip locked)
    update reservation.inventory_units u set reservation_id = r.id, held_until = r.payment_deadline
    from free, reservation.reservations r
    where r.id = ${reservationId} and u.flight_id = ${need.flightId} and u.cabin = ${need.cabin}
      and u.unit = free.unit
    returning u.unit`);
  return rows.length;
}

/** Units of a flight whose sale is closed stay blocked, as in `freeUnitsAndSeats`. */
async function giveBack({ tx }: TxContext, reservationId: string, need: Need): Promise<void> {
  await tx.execute(sql`
    update reservation.inventory_units u set reservation_id = null, held_until = (
      select 'infinity'::timestamptz from reservation.flights f where f.id = u.flight_id and f.status = 'CANCELLED')
    where u.flight_id = ${need.flightId} and u.cabin = ${need.cabin} and u.unit in (
      select own.unit from reservation.inventory_units own
      where own.reservation_id = ${reservationId} and own.flight_id = ${need.flightId} and not own.sold
      order by own.unit limit ${need.units - need.needed})`);
}
