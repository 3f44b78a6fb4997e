import { type SQL, sql } from "drizzle-orm";
import { priceLineKinds } from "@/server/shared/fare-terms";
import { waivableFees } from "@/server/shared/order-terms";

/**
 * The conditions over the order's tables, each in one place, as constant text. The letter is the alias that the statement
 * must use: `k` coupons, `s` segments, `p` passengers, `c` charges.
 */

/** A coupon that its passenger can fly, has flown or has missed. The index coupons_live has the same condition. */
export const liveCoupon = sql.raw("k.state in ('OPEN', 'CHECKED_IN', 'FLOWN', 'NO_SHOW', 'SUSPENDED')");

/** A flight that no change has taken out of the trip. */
export const currentSegment = sql.raw("s.position >= 0");

/** A passenger whom no change has taken out of the trip. */
export const currentPassenger = sql.raw("p.position >= 0");

/**
 * True for passenger `p` on segment `s` of reservation `r`: a hold takes everybody on every flight, of a sold reservation
 * the coupons say it.
 */
export const travelsOn = sql`(r.created_at is null or exists (select from reservation.coupons k
  where k.segment_id = s.id and k.passenger_id = p.id and ${liveCoupon}))`;

/** True for a reservation `r` that is on a flight: a hold of it, or a sold one of which somebody has not given it up. */
export const travelsOnFlight = (flightId: number): SQL => sql`(r.status in ('HELD', 'CREATED')
  and r.id in (select s.reservation_id from reservation.segments s where s.flight_id = ${flightId}
    and ${currentSegment} and (r.status = 'HELD' or exists (select from reservation.coupons k
      where k.segment_id = s.id and ${liveCoupon}))))`;

const listed = (kinds: readonly string[]) => kinds.map((kind) => `'${kind}'`).join(", ");

/** The charges that make up the price of a coupon; the others are fees. */
export const priceCharge = sql.raw(`c.kind in (${listed(priceLineKinds)})`);

/** The charges that take a fee back because staff left it out: nothing else writes a fee below zero. */
export const waivedFee = sql.raw(`c.kind in (${listed(waivableFees)}) and c.amount < 0`);
