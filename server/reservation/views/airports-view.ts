import { asc, type SQL, sql } from "drizzle-orm";
import { database } from "@/db/client";
import { airports } from "@/db/schema/reservation";
import { salePolicies } from "@/server/reservation/shop/sale-policies";
import { isForSale } from "@/server/reservation/shop/sale-window-facts";
import { airline } from "@/server/shared/airline";
import { koreanToday } from "@/server/shared/database-clock";
import type { AirportOption, RouteOnSale } from "./offer-schemas";

const ALL = "-ALL";

/**
 * SQL for the airport codes of a place (`placeCode` in shop/search-schemas.ts), as an array for `= any(…)`. A code
 * means an airport first; only when there is none it means a city. `SHA-ALL` always means the city.
 */
export function airportsOf(place: string): SQL {
  if (place.endsWith(ALL)) {
    const city = place.slice(0, -ALL.length);
    return sql`array(select a.code from reservation.airports a where a.city_code = ${city})`;
  }
  return sql`array(select a.code from reservation.airports a where a.code = ${place} or (a.city_code = ${place}
    and not exists (select from reservation.airports own where own.code = ${place})))`;
}

/**
 * The airports of all flights that were ever sold, Korean ones first.
 *
 * @public The search form shows them.
 */
export async function listAirports(): Promise<AirportOption[]> {
  const rows = await database()
    .select()
    .from(airports)
    .where(
      // A first flight of each in the order of its index. Without an order PostgreSQL reads flights until it meets one.
      sql`(select f.id from reservation.flights f where f.origin = ${airports.code}
          order by f.destination limit 1) is not null
        or (select f.id from reservation.flights f where f.destination = ${airports.code}
          order by f.departure_date limit 1) is not null`,
    )
    .orderBy(sql`${airports.country} <> ${airline.homeCountry}`, asc(airports.nameKo));
  return rows.map((row) => ({ ...row, cityCode: row.cityCode ?? row.code }));
}

/**
 * The routes on sale between two places, and between all airports of their cities: a customer without a result is shown
 * the ways by another airport of the same city.
 *
 * @public What is on sale is public.
 */
export async function routesBetween(from: string, to: string): Promise<RouteOnSale[]> {
  const { CUTOFFS } = await salePolicies();
  const today = await koreanToday();
  // A first flight of each pair, on days from yesterday on: a route may have thousands that have left.
  const { rows } = await database().execute<RouteOnSale>(sql`
    select o.code as "from", d.code as "to" from ${ofSameCity(from)} o, ${ofSameCity(to)} d
    where (select f.id from reservation.flights f where f.origin = o.code and f.destination = d.code
      and f.departure_date >= ${today}::date - 1 and ${isForSale(CUTOFFS, today)}
      order by f.departure_date limit 1) is not null
    order by 1, 2`);
  return rows;
}

/** SQL for the airports in the city or cities of a place. */
const ofSameCity = (place: string): SQL => sql`(select distinct same.code from reservation.airports a
  join reservation.airports same on coalesce(same.city_code, same.code) = coalesce(a.city_code, a.code)
  where a.code = any(${airportsOf(place)}))`;
