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
      sql`exists (select 1 from reservation.flights f where f.origin = ${airports.code} or f.destination = ${airports.code})`,
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
  const { rows } = await database().execute<RouteOnSale>(sql`
    select distinct f.origin as "from", f.destination as "to" from reservation.flights f
    where f.origin in ${ofSameCity(from)} and f.destination in ${ofSameCity(to)} and ${isForSale(CUTOFFS, today)}
    order by 1, 2`);
  return rows;
}

/** SQL for the airports in the city or cities of a place. */
const ofSameCity = (place: string): SQL => sql`(select same.code from reservation.airports a
  join reservation.airports same on coalesce(same.city_code, same.code) = coalesce(a.city_code, a.code)
  where a.code = any(${airportsOf(place)}))`;
