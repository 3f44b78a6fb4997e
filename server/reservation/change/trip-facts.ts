import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { type Refund, refundFor } from "@/server/reservation/cancel/refund-facts";
import type { FareBrandRule } from "@/server/reservation/domain/fare-brand";
import type { ReservationFacts } from "@/server/reservation/hold/reservation-facts";
import { currentSegment } from "@/server/reservation/order/predicates";
import type { FareBrand } from "@/server/shared/fare-terms";
import { type OfferFacts, offerFacts } from "./offer-facts";

/** A flight that the customer wants instead of one of the trip. */
export type WantedFlight = { segmentId: string; flightId: number; brand: FareBrand };

/** Everything that a change of a trip is reckoned from, read under the lock of the reservation. */
export type TripFacts = {
  facts: ReservationFacts;
  /** What giving up the flights to be exchanged would mean now. */
  refund: Refund;
  /** The rules under which the flights of the trip were bought, and the day to which their fees count. */
  rules: { rule: FareBrandRule; feesCountTo: string | null }[];
  /** The flights of the trip, then the wanted ones in the order of the request. */
  present: OfferFacts["offers"];
  wanted: OfferFacts["offers"];
} & Pick<OfferFacts, "now" | "issueDate">;

/** Reads the facts of a change. Flights that do not exist are missing in `wanted`. */
export async function tripFacts(
  tx: Tx,
  facts: ReservationFacts,
  flights: readonly WantedFlight[],
): Promise<TripFacts> {
  const refund = await refundFor(tx, facts.id, {
    cause: "CUSTOMER",
    selects: ({ segmentId }) => flights.some((flight) => flight.segmentId === segmentId),
  });
  const present = facts.segments.map(({ flightId, brand }) => ({ flightId, brand }));
  const { offers, ...clock } = await offerFacts(tx, [...present, ...flights]);
  return {
    facts,
    refund,
    rules: await rulesOf(tx, facts.id),
    present: offers.slice(0, present.length),
    wanted: offers.slice(present.length),
    ...clock,
  };
}

async function rulesOf(tx: Tx, reservationId: string): Promise<TripFacts["rules"]> {
  const { rows } = await tx.execute<TripFacts["rules"][number]>(sql`
    select s.brand_rule as rule, s.fees_count_to as "feesCountTo" from reservation.segments s
    where s.reservation_id = ${reservationId} and ${currentSegment} order by s.position`);
  return rows;
}
