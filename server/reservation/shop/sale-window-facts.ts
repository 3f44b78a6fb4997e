import { type SQL, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { cutoffMinutes } from "@/server/reservation/domain/cutoffs";
import type { CutoffPolicies } from "@/server/reservation/domain/policy-rows";
import { type Departure, type SaleState, saleStateAt } from "@/server/reservation/domain/sale-window";
import { flightScopeSql, isDomesticSql } from "@/server/reservation/inventory/predicates";
import { KOREA_ZONE, type LocalDate, toLocal } from "@/server/shared/time";

/**
 * SQL over `reservation.flights f`: whether the flight is for sale. The cut-off minutes are those in force on `date` (a
 * Korean date). They are parameters, so that the statement reads no policies. Throws MissingPolicyError.
 */
export const isForSale = (policies: CutoffPolicies, date: LocalDate): SQL => sql`f.status = 'ON_SALE'
  and f.departs_at > clock_timestamp() + make_interval(mins => case when ${isDomesticSql}
    then ${cutoffMinutes("sales", "DOMESTIC", policies, date)}::int
    else ${cutoffMinutes("sales", "INTERNATIONAL", policies, date)}::int end)`;

/** The sale state of a reservation by the database's clock. */
export type SaleWindow = {
  /** For a customer who starts to buy. */
  sale: SaleState;
  /** For a payment that has already started. */
  settlement: SaleState;
};

/** Reads the sale state of a reservation's flights. Throws MissingPolicyError. */
export async function saleWindow(
  tx: Tx,
  reservationId: string,
  policies: CutoffPolicies,
): Promise<SaleWindow> {
  const { rows } = await tx.execute<{ now: string; departures: Departure[] }>(sql`
    select to_json(clock_timestamp()) as now, jsonb_agg(jsonb_build_object('departsAt', f.departs_at,
      'scope', ${flightScopeSql})) as departures
    from reservation.segments s join reservation.flights f on f.id = s.flight_id
    where s.reservation_id = ${reservationId} and s.position >= 0`);
  const { now, departures } = rows[0] as { now: string; departures: Departure[] };
  const { date } = toLocal(now, KOREA_ZONE);
  return {
    sale: saleStateAt(now, "sales", departures, policies, date),
    settlement: saleStateAt(now, "noShow", departures, policies, date),
  };
}
