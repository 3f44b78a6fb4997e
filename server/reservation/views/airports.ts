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
