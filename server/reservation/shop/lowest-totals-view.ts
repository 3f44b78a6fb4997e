import { type SQL, sql } from "drizzle-orm";
import { database } from "@/db/client";
import { partyTypes, unitsNeeded } from "@/server/reservation/domain/passenger-type";
import { priceItinerary } from "@/server/reservation/domain/pricing";
import { pricedSegment } from "@/server/reservation/hold/hold-facts";
import { freeUnit, unitOfFare } from "@/server/reservation/inventory/predicates";
import { airportsOf } from "@/server/reservation/views/airports-view";
import type { DirectionFares, FareCalendar, LowestTotal } from "@/server/reservation/views/offer-schemas";
import { koreanToday } from "@/server/shared/database-clock";
import { addDays } from "@/server/shared/time";
import type { Party } from "./flight-search-view";
import { type SalePolicies, salePolicies } from "./sale-policies";
import { isForSale } from "./sale-window-facts";
import { CALENDAR_DAYS, type CalendarInput } from "./search-schemas";

/** A route, its days, and the party that travels: one adult when nothing else is said. */
export type Days = { from: string; to: string; first: string; last: string } & Partial<Party>;
type Row = {
  isBack: boolean;
  date: string;
  /** Null when no flight of the day has seats for all. */
  amount: number | null;
  origin: string;
  originCountry: string;
  destinationCountry: string;
  distanceMiles: number;
};

const ONE_ADULT: Party = { adults: 1, children: 0, infants: 0 };

/**
 * The lowest price of each day for the party, with all charges, in whole won, for the day strip. It is the lowest price
 * that `searchFlights` shows for that day, by the policies of today.
 *
 * @public What is on sale is public.
 */
export async function lowestTotals({ from, to, first, last, ...party }: Days): Promise<LowestTotal[]> {
  const asked = { first, last, party: { ...ONE_ADULT, ...party } };
  const { rows, totalOf } = await lowestFares(between(from, to), sql`false`, asked);
  return directionOf(rows, totalOf).days;
}

/**
 * The lowest price of each of 60 days, both ways, for one adult and one way, with all charges, in whole won. Days whose
 * flights have no seat left are `soldOut`; a day in neither list has no flight for sale.
 *
 * @public What is on sale is public.
 */
export async function lowestTotalsBothWays({ from, to, first }: CalendarInput): Promise<FareCalendar> {
  const last = addDays(first, CALENDAR_DAYS - 1);
  const back = between(to, from);
  const asked = { first, last, party: ONE_ADULT };
  const { rows, totalOf } = await lowestFares(sql`(${between(from, to)} or ${back})`, back, asked);
  return {
    ...{ first, last },
    out: directionOf(
      rows.filter((row) => !row.isBack),
      totalOf,
    ),
    back: directionOf(
      rows.filter((row) => row.isBack),
      totalOf,
    ),
  };
}

type Price = (row: Row, amount: number) => number;

function directionOf(rows: readonly Row[], totalOf: Price): DirectionFares {
  const lowest = new Map<string, number>();
  for (const row of rows) {
    const total = row.amount === null ? Number.POSITIVE_INFINITY : totalOf(row, row.amount);
    lowest.set(row.date, Math.min(total, lowest.get(row.date) ?? Number.POSITIVE_INFINITY));
  }
  const all = [...lowest];
  return {
    days: all.flatMap(([date, amount]) => (Number.isFinite(amount) ? { date, amount } : [])),
    soldOut: all.flatMap(([date, amount]) => (Number.isFinite(amount) ? [] : date)),
  };
}

const between = (from: string, to: string): SQL =>
  sql`(f.origin = any(${airportsOf(from)}) and f.destination = any(${airportsOf(to)}))`;

type Asked = Pick<Days, "first" | "last"> & { party: Party };

/**
 * The lowest adult fare of each day and route with flights for sale that has units for the whole party. A route that is
 * stored with several distances has a row for each. For each flight PostgreSQL looks for free units in the order of
 * `units_unsold`, so that flights that are nearly sold out cost no more than others.
 */
async function lowestFares(ways: SQL, isBack: SQL, { first, last, party }: Asked) {
  const policies = await salePolicies();
  const issueDate = await koreanToday();
  const { rows } = await database().execute<Row>(sql`
    select ${isBack} as "isBack", f.departure_date::text as date, min(lowest.amount)::float8 as amount, f.origin,
      f.origin_country as "originCountry", f.destination_country as "destinationCountry",
      f.distance_miles as "distanceMiles"
    from reservation.flights f left join lateral (select fa.amount from reservation.fares fa where fa.flight_id = f.id
      and ${enoughFree(unitsNeeded(party))}
      order by fa.amount limit 1) lowest on true
    where ${ways} and f.departure_date between ${first} and ${last} and ${isForSale(policies.CUTOFFS, issueDate)}
    group by 1, 2, 4, 5, 6, 7 order by 2`);
  return { rows, totalOf: totals(policies, issueDate, party) };
}

/** One unit is what nearly everybody asks for: the question for it stops at the first. */
const enoughFree = (units: number): SQL =>
  units === 1
    ? sql`exists (select 1 from reservation.inventory_units u where ${unitOfFare} and ${freeUnit})`
    : sql`${units} <= (select count(*) from (select from reservation.inventory_units u
        where ${unitOfFare} and ${freeUnit} limit ${sql.raw(String(units))}) free)`;

/** The price of a fare for the party. Charges depend on the route, not on the day: each fare is priced once. */
function totals({ PRICING }: SalePolicies, issueDate: string, party: Party): Price {
  const passengers = partyTypes(party).map((type) => ({ type }));
  const known = new Map<string, number>();
  return ({ date: departureDate, isBack: _, amount: __, ...flight }, amount) => {
    const key = [amount, ...Object.values(flight)].join();
    const before = known.get(key);
    if (before !== undefined) return before;
    const total = priceItinerary({
      segments: [pricedSegment({ ...flight, departureDate }, amount)],
      passengers,
      issueDate,
      policies: PRICING,
    }).total.amount;
    known.set(key, total);
    return total;
  };
}
