import { sql } from "drizzle-orm";
import { unitsOnSegment } from "@/server/reservation/passengers/predicates";
import type { TxContext } from "@/server/shared/context";
import { heldUntilAfterReturn } from "./predicates";
import { claimFree } from "./take-units";

type SegmentNeed = {
  position: number;
  flightId: number;
  cabin: string;
  unitLimit: number;
  /** Units that the passengers need, and units that the hold has. */
  needed: number;
  claimed: number;
};

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

/** Claims what is missing until the payment deadline. @returns false when too few units are left. */
const claimMissing = (ctx: TxContext, reservationId: string, need: SegmentNeed): Promise<boolean> =>
  claimFree(
    ctx,
    reservationId,
    { ...need, units: need.needed - need.claimed },
    sql`(select payment_deadline from reservation.reservations where id = ${reservationId})`,
  );

/** Gives back the units that the hold no longer needs on one flight, the cheapest first. */
async function returnUnits({ tx }: TxContext, reservationId: string, need: SegmentNeed): Promise<void> {
  await tx.execute(sql`
    update reservation.inventory_units u set reservation_id = null, held_until = ${heldUntilAfterReturn}
    where u.flight_id = ${need.flightId} and u.cabin = ${need.cabin} and u.unit in (
      select own.unit from reservation.inventory_units own
      where own.reservation_id = ${reservationId} and own.flight_id = ${need.flightId} and not own.sold
      order by own.unit limit ${need.claimed - need.needed})`);
}
