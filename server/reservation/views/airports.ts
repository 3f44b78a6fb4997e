import { asc, sql } from "drizzle-orm";
import { database } from "@/db/client";
import { airports } from "@/db/schema/reservation";

export type AirportOption = {
  code: string;
  nameKo: string;
  nameEn: string;
  cityKo: string;
  cityEn: string;
  country: string;
  zone: string;
};

/** The airports that flights are sold from or to. */
export async function listAirports(): Promise<AirportOption[]> {
  return database()
    .select()
    .from(airports)
    .where(
      sql`exists (select 1 from reservation.flights f where f.origin = ${airports.code} or f.destination = ${airports.code})`,
    )
    .orderBy(sql`${airports.country} <> 'KR'`, asc(airports.nameKo));
}

/**
 * The routes on sale between the cities of two airports: the pair itself when it is flown, or else the way by
 * another airport of the same city.
 */
export async function routesBetween(from: string, to: string): Promise<{ from: string; to: string }[]> {
  const ofSameCity = (code: string) => sql`(select same.code from reservation.airports a
    join reservation.airports same on same.country = a.country and same.city_en = a.city_en
    where a.code = ${code})`;
  const { rows } = await database().execute<{ from: string; to: string }>(sql`
    select distinct f.origin as "from", f.destination as "to" from reservation.flights f
    where f.origin in ${ofSameCity(from)} and f.destination in ${ofSameCity(to)}
      and f.status = 'ON_SALE' and f.departs_at > clock_timestamp()
    order by 1, 2`);
  return rows;
}
