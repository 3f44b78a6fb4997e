import { asc, type SQL, sql } from "drizzle-orm";
import { database } from "@/db/client";
import { airports } from "@/db/schema/reservation";
import { salePolicies } from "@/server/reservation/shop/sale-policies";
import { isForSale } from "@/server/reservation/shop/sale-window-facts";
import { KOREA_ZONE, toLocal } from "@/server/shared/time";

export type AirportOption = {
  code: string;
  nameKo: string;
  nameEn: string;
  cityKo: string;
  cityEn: string;
  /** The city that the airport is searched with: `SEL`, or its own code where it is alone. */
  cityCode: string;
  country: string;
  zone: string;
};

const ALL = "-ALL";

/**
 * The airports of a place of a search (`placeCode` in schemas.ts), as an array for `= any(…)`: those of a city, or else one airport. An
 * airport comes before a city of the same code; the city is then `SHA-ALL`.
 */
export function airportsOf(place: string): SQL {
  if (place.endsWith(ALL)) {
    const city = place.slice(0, -ALL.length);
    return sql`array(select a.code from reservation.airports a where a.city_code = ${city})`;
  }
  return sql`array(select a.code from reservation.airports a where a.code = ${place} or (a.city_code = ${place}
    and not exists (select from reservation.airports own where own.code = ${place})))`;
}

/** The airports that flights are sold from or to. */
export async function listAirports(): Promise<AirportOption[]> {
  const rows = await database()
    .select()
    .from(airports)
    .where(
      sql`exists (select 1 from reservation.flights f where f.origin = ${airports.code} or f.destination = ${airports.code})`,
    )
    .orderBy(sql`${airports.country} <> 'KR'`, asc(airports.nameKo));
  return rows.map((row) => ({ ...row, cityCode: row.cityCode ?? row.code }));
}

/**
 * The routes on sale between two places and between the other airports of their cities: what is asked for when it is flown, and the ways
 * by another airport of the same city.
 */
export async function routesBetween(from: string, to: string): Promise<{ from: string; to: string }[]> {
  const ofSameCities = (place: string) => sql`(select same.code from reservation.airports a
    join reservation.airports same on coalesce(same.city_code, same.code) = coalesce(a.city_code, a.code)
    where a.code = any(${airportsOf(place)}))`;
  const { CUTOFFS } = await salePolicies();
  const today = toLocal(new Date(), KOREA_ZONE).date;
  const { rows } = await database().execute<{ from: string; to: string }>(sql`
    select distinct f.origin as "from", f.destination as "to" from reservation.flights f
    where f.origin in ${ofSameCities(from)} and f.destination in ${ofSameCities(to)}
      and ${isForSale(CUTOFFS, today)}
    order by 1, 2`);
  return rows;
}
