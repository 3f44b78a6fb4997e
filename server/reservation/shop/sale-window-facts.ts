import { type SQL, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { cutoffMinutes } from "@/server/reservation/domain/cutoffs";
import type { CutoffPolicies } from "@/server/reservation/domain/policy-rows";
import {
  type Departure,
  earliestCutoff,
  type SaleState,
  saleStateAt,
} from "@/server/reservation/domain/sale-window";
import { type IsoInstant, KOREA_ZONE, type LocalDate, toLocal } from "@/server/shared/time";

const domestic = sql.raw("f.origin_country = 'KR' and f.destination_country = 'KR'");

/**
 * SQL over `reservation.flights f`: whether the flight is still for sale. The minutes are those of the rows in force
 * on `date` (a Korean date); they reach the database as parameters, so that the statement reads no policies.
 */
export const isForSale = (policies: CutoffPolicies, date: LocalDate): SQL => sql`f.status = 'ON_SALE'
  and f.departs_at > clock_timestamp() + make_interval(mins => case when ${domestic}
    then ${cutoffMinutes("sales", "DOMESTIC", policies, date)}::int
    else ${cutoffMinutes("sales", "INTERNATIONAL", policies, date)}::int end)`;

/** What the clock says about a reservation, read once in its transaction. */
export type SaleWindow = {
  /** When its sale ends by the flights as they are now. */
  salesEnd: IsoInstant;
  /** For whoever begins to buy. */
  sale: SaleState;
  /** For money that is under way. */
  settlement: SaleState;
};

/** Judges a reservation's flights by the database's clock. */
export async function saleWindow(
  tx: Tx,
  reservationId: string,
  policies: CutoffPolicies,
): Promise<SaleWindow> {
  const { rows } = await tx.execute<{ now: string; departures: Departure[] }>(sql`
    select to_json(clock_timestamp()) as now, jsonb_agg(jsonb_build_object('departsAt', f.departs_at,
      'scope', case when ${domestic} then 'DOMESTIC' else 'INTERNATIONAL' end)) as departures
    from reservation.segments s join reservation.flights f on f.id = s.flight_id
    where s.reservation_id = ${reservationId}`);
  const { now, departures } = rows[0] as { now: string; departures: Departure[] };
  const { date } = toLocal(now, KOREA_ZONE);
  return {
    salesEnd: earliestCutoff("sales", departures, policies, date),
    sale: saleStateAt(now, "sales", departures, policies, date),
    settlement: saleStateAt(now, "noShow", departures, policies, date),
  };
}
