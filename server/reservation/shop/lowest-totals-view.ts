import { type SQL, sql } from "drizzle-orm";
import { database } from "@/db/client";
import { priceItinerary } from "@/server/reservation/domain/pricing";
import { pricedSegment } from "@/server/reservation/hold/hold-facts";
import { freeUnit, unitOfFare } from "@/server/reservation/inventory/predicates";
import { airportsOf } from "@/server/reservation/views/airports-view";
import type { LowestTotal } from "@/server/reservation/views/offer-schemas";
import { koreanToday } from "@/server/shared/database-clock";
import { salePolicies } from "./sale-policies";
import { isForSale } from "./sale-window-facts";

type Days = { from: string; to: string; first: string; last: string };
type Row = {
  date: string;
  amount: number;
  origin: string;
  originCountry: string;
  destinationCountry: string;
  distanceMiles: number;
};

/**
 * The lowest price of each day for one adult, with all charges, in whole won, for the calendar and the day strip. It is
 * the lowest price that `searchFlights` shows for that day, by the policies of today.
 *
 * @public What is on sale is public.
 */
export async function lowestTotals(days: Days): Promise<LowestTotal[]> {
  const policies = await salePolicies();
  const issueDate = await koreanToday();
  const { rows } = await lowestFares(days, isForSale(policies.CUTOFFS, issueDate));
  const totals = new Map<string, number>();
  const totalOf = (row: Row): number => {
    const { date: departureDate, amount, ...flight } = row;
    // Charges depend on the route, not on the day: each fare is priced once.
    const key = [
      amount,
      flight.origin,
      flight.originCountry,
      flight.destinationCountry,
      flight.distanceMiles,
    ].join();
    const known = totals.get(key);
    if (known !== undefined) return known;
    const total = priceItinerary({
      segments: [pricedSegment({ ...flight, departureDate }, amount)],
      passengers: [{ type: "ADULT" }],
      issueDate,
      policies: policies.PRICING,
    }).total.amount;
    totals.set(key, total);
    return total;
  };
  const lowest = new Map<string, number>();
  for (const row of rows)
    lowest.set(row.date, Math.min(totalOf(row), lowest.get(row.date) ?? Number.POSITIVE_INFINITY));
  return [...lowest].map(([date, amount]) => ({ date, amount }));
}

/** The lowest adult fare of each day and route. A route that is stored with several distances has a row for each. */
const lowestFares = ({ from, to, first, last }: Days, forSale: SQL) =>
  database().execute<Row>(sql`
    select f.departure_date::text as date, min(fa.amount)::float8 as amount, f.origin,
      f.origin_country as "originCountry", f.destination_country as "destinationCountry",
      f.distance_miles as "distanceMiles"
    from reservation.flights f join reservation.fares fa on fa.flight_id = f.id
    where f.origin = any(${airportsOf(from)}) and f.destination = any(${airportsOf(to)})
      and f.departure_date between ${first} and ${last}
      and ${forSale}
      and exists (select 1 from reservation.inventory_units u where ${unitOfFare} and ${freeUnit})
    group by 1, 3, 4, 5, 6 order by 1`);
