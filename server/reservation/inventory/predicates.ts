import { type SQL, sql } from "drizzle-orm";
import { airline } from "@/server/shared/airline";

/**
 * The conditions that several statements ask, each in one place. They are constant text, so that a statement stays the
 * same and its prepared plan is kept (docs/decisions/0017-prepared-statements.md). The letter is the alias that the
 * statement must use: `r` reservations, `u` inventory_units, `f` flights, `fa` fares. All follow the database's clock.
 */

/** A hold that waits for payment, its deadline not passed. In TypeScript: `isLiveHold`, domain/booking-rules.ts. */
export const liveHold = sql.raw("r.status = 'HELD' and r.payment_deadline > clock_timestamp()");

/** A hold past its deadline that nobody has ended yet. It blocks no units and no seats. */
export const overdueHold = sql.raw("r.status = 'HELD' and r.payment_deadline <= clock_timestamp()");

/** A reservation that carries its passengers: paid, or a live hold. */
export const liveReservation = sql`(r.status = 'CREATED' or (${liveHold}))`;

/** A unit that can be claimed: not sold, and not held or held past the deadline. */
export const freeUnit = sql.raw("not u.sold and (u.held_until is null or u.held_until <= clock_timestamp())");

/** A unit of a live hold. */
export const heldUnit = sql.raw(
  "not u.sold and u.held_until > clock_timestamp() and u.held_until < 'infinity'",
);

/** A unit that a hold has claimed, live or overdue, and that no end of the sale has blocked since. */
export const claimedUnit = sql.raw("not u.sold and u.held_until < 'infinity'");

/** A unit that the customer can claim: a free one, or one of their own holds. Null for a visitor. */
export const freeUnitFor = (customerId: string | null): SQL => sql`(${freeUnit} or (${claimedUnit}
  and ${customerId}::uuid is not null and exists (select 1 from reservation.reservations r
    where r.id = u.reservation_id and r.customer_id = ${customerId}::uuid)))`;

/**
 * The units of flight `f` that its fare `fa` may take, whoever bought them: the limits of the brands are nested. It names
 * `f.id` and not `fa.flight_id`: PostgreSQL would otherwise look for units of all fares before it selects the flights.
 */
export const unitOfFare = sql.raw("u.flight_id = f.id and u.cabin = fa.cabin and u.unit <= fa.unit_limit");

/**
 * `held_until` of a unit that is given back: null, or `infinity` when the flight's sale has ended. A blocked unit
 * defeats a claim that began before the sale ended (docs/decisions/0004-close-a-sale-with-infinity.md).
 */
export const heldUntilAfterReturn = sql.raw(`(select 'infinity'::timestamptz from reservation.flights f
  where f.id = u.flight_id and f.status = 'CANCELLED')`);

const home = airline.homeCountry;

/** A flight within the airline's own country. In TypeScript: `isDomestic`, server/shared/airline.ts. */
export const isDomesticSql = sql.raw(`(f.origin_country = '${home}' and f.destination_country = '${home}')`);

/** DOMESTIC or INTERNATIONAL, as text. */
export const flightScopeSql = sql`case when ${isDomesticSql} then 'DOMESTIC' else 'INTERNATIONAL' end`;

/** A flight that has left; one that is cancelled never does. In TypeScript: `hasLeft`, domain/leg-standing.ts. */
export const flightHasLeft = sql.raw("(f.status <> 'CANCELLED' and f.departs_at <= clock_timestamp())");
