import { type SQL, sql } from "drizzle-orm";
import { database } from "@/db/client";
import { priceItinerary } from "@/server/reservation/domain/pricing";
import { pricedSegment } from "@/server/reservation/hold/hold-facts";
import { airportsOf } from "@/server/reservation/views/airports-view";
import { KOREA_ZONE, toLocal } from "@/server/shared/time";
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
 * What one adult pays at least on each day, with all charges, in whole won: for the calendar and the day
 * strip. The same sum as the cheapest of `searchFlights` on that day, priced as issued today.
 */
export async function lowestTotals(days: Days): Promise<{ date: string; amount: number }[]> {
  const policies = await salePolicies();
  const issueDate = toLocal(new Date(), KOREA_ZONE).date;
  const { rows } = await lowestFares(days, isForSale(policies.CUTOFFS, issueDate));
  const totals = new Map<string, number>();
  const totalOf = (row: Row): number => {
    const { date: departureDate, amount, ...flight } = row;
    // Charges hang on the route alone, so each fare is priced once, not once a day.
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

/** The lowest adult fare of each day and airport; once more for each distance, should a route be known with several. */
const lowestFares = ({ from, to, first, last }: Days, forSale: SQL) =>
  database().execute<Row>(sql`
    select f.departure_date::text as date, min(fa.amount)::float8 as amount, f.origin,
      f.origin_country as "originCountry", f.destination_country as "destinationCountry",
      f.distance_miles as "distanceMiles"
    from reservation.flights f join reservation.fares fa on fa.flight_id = f.id
    where f.origin = any(${airportsOf(from)}) and f.destination = any(${airportsOf(to)})
      and f.departure_date between ${first} and ${last}
      and ${forSale}
      and exists (select 1 from reservation.inventory_units u where u.flight_id = f.id and u.cabin = fa.cabin
        and u.unit <= fa.unit_limit and not u.sold and (u.held_until is null or u.held_until < clock_timestamp()))
    group by 1, 3, 4, 5, 6 order by 1`);
