import { sql } from "drizzle-orm";
import type { Database, Tx } from "@/db/client";
import { type Offer, offerJson } from "@/server/reservation/hold/hold-facts";
import { KOREA_ZONE } from "@/server/shared/airline";

/** Flights with the fare of one brand, and the clock at which they were read. */
export type OfferFacts = {
  now: string;
  /** The Korean date of `now`: fares and charges are those of the day of issue. */
  issueDate: string;
  /** In the order of the request; a flight or a fare that does not exist is left out. */
  offers: Offer[];
};

type Wanted = { flightId: number; brand: string };

/** Reads flights with one fare each, on sale or not. */
export async function offerFacts(db: Database | Tx, wanted: readonly Wanted[]): Promise<OfferFacts> {
  const { rows } = await db.execute<{ facts: OfferFacts }>(sql`
    select jsonb_build_object('now', clock_timestamp(),
      'issueDate', (clock_timestamp() at time zone ${KOREA_ZONE})::date,
      'offers', coalesce((select jsonb_agg(${offerJson} order by w.n)
        from jsonb_to_recordset(${JSON.stringify(wanted.map((each, n) => ({ ...each, n })))}::jsonb)
          as w("flightId" int, brand text, n int)
        join reservation.flights f on f.id = w."flightId"
        join reservation.fares fa on fa.flight_id = f.id and fa.brand = w.brand
        join reservation.airports o on o.code = f.origin
        join reservation.airports d on d.code = f.destination), '[]')) as facts`);
  return (rows[0] as { facts: OfferFacts }).facts;
}
