import { sql } from "drizzle-orm";
import type { Database, Tx } from "@/db/client";
import { scopeOf } from "@/server/reservation/domain/flight-scope";
import type { PriceLine } from "@/server/reservation/domain/pricing";
import { quoteRefund, type RefundCause, type RefundQuote } from "@/server/reservation/domain/refund";
import { changedTypesJson } from "@/server/reservation/passengers/predicates";
import { type SalePolicies, salePolicies } from "@/server/reservation/shop/sale-policies";
import type { FareBrand, PassengerType } from "@/server/shared/fare-terms";

type SegmentFacts = {
  id: string;
  flightId: number;
  brand: FareBrand;
  refundable: boolean;
  departsAt: string;
  originZone: string;
  originCountry: string;
  destinationCountry: string;
  flightCancelled: boolean;
  missed: boolean;
  distanceMiles: number;
  mileageRatePercent: number;
  /** Passengers whose type here differs from that on the first flight. */
  changedTypes: { passengerId: string; type: PassengerType }[];
};

type RefundFacts = {
  reservationId: string;
  purchasedAt: string;
  now: string;
  lines: PriceLine[];
  segments: SegmentFacts[];
  passengers: { id: string; type: PassengerType }[];
};

type RefundTerms = {
  cause: RefundCause;
  /** When an earlier quote was given: its fee step still holds. */
  quotedAt?: Date;
  /** A flight still on sale, reckoned as if the airline had cancelled it. */
  cancelledFlightId?: number;
};

/** What cancelling a created reservation means now for its money, its segments and its miles. */
export type Refund = RefundQuote & {
  reservationId: string;
  /** The database's clock at which all of this was true. */
  now: string;
  /** All segments. One that is `kept` counts as flown and is not given up. */
  segments: (Pick<
    SegmentFacts,
    "id" | "flightId" | "distanceMiles" | "mileageRatePercent" | "changedTypes"
  > & {
    kept: boolean;
  })[];
  passengers: RefundFacts["passengers"];
};

/** Reckons the refund of one created reservation now, by the rules under which it was bought. */
export async function refundFor(tx: Tx, reservationId: string, terms: RefundTerms): Promise<Refund> {
  const [refund] = await refundsFor(tx, [reservationId], terms);
  if (!refund) throw new Error("a created reservation has segments and price lines");
  return refund;
}

/** Reckons the refunds of many created reservations, read in one statement, in the order of their ids. */
export async function refundsFor(
  db: Database | Tx,
  reservationIds: readonly string[],
  terms: RefundTerms,
): Promise<Refund[]> {
  const { rows } = await db.execute<{ facts: RefundFacts }>(sql`
    select jsonb_build_object('reservationId', r.id, 'purchasedAt', r.created_at, 'now', clock_timestamp(),
      'lines', (select jsonb_agg(jsonb_build_object('kind', kind, 'segmentIndex', segment_position,
        'passengerIndex', passenger_position, 'amount', amount) order by id)
        from reservation.price_lines where reservation_id = r.id),
      'passengers', (select jsonb_agg(jsonb_build_object('id', p.id, 'type', p.type) order by p.position)
        from reservation.passengers p where p.reservation_id = r.id),
      'segments', (select jsonb_agg(jsonb_build_object('id', s.id, 'flightId', f.id, 'brand', s.brand,
        'refundable', (s.brand_rule->>'refundable')::boolean, 'departsAt', f.departs_at,
        'originZone', f.origin_zone, 'originCountry', f.origin_country,
        'destinationCountry', f.destination_country, 'flightCancelled', f.status = 'CANCELLED',
        'missed', s.missed_at is not null,
        'distanceMiles', f.distance_miles,
        'mileageRatePercent', (s.brand_rule->>'mileageRatePercent')::int,
        'changedTypes', ${changedTypesJson}) order by s.position)
        from reservation.segments s join reservation.flights f on f.id = s.flight_id
        where s.reservation_id = r.id)) as facts
    from reservation.reservations r
    where r.id = any(${sql.param([...reservationIds])}::uuid[]) order by r.id`);
  const policies = await salePolicies();
  return rows.map(({ facts }) => refundOf(facts, terms, policies));
}

const iso = (text: string) => new Date(text).toISOString();

function refundOf(facts: RefundFacts, terms: RefundTerms, policies: SalePolicies): Refund {
  const now = iso(facts.now);
  const quote = quoteRefund({
    cause: terms.cause,
    lines: facts.lines,
    purchasedAt: iso(facts.purchasedAt),
    now,
    quotedAt: terms.quotedAt?.toISOString(),
    policies: policies.REFUND,
    cutoffs: policies.CUTOFFS,
    segments: facts.segments.map((s) => ({
      ...s,
      departsAt: iso(s.departsAt),
      scope: scopeOf(s),
      flightCancelled: s.flightCancelled || s.flightId === terms.cancelledFlightId,
    })),
  });
  const { reservationId, passengers } = facts;
  const segments = facts.segments.map(
    ({ id, flightId, distanceMiles, mileageRatePercent, changedTypes }, index) => {
      const kept = quote.standings[index] === "DEPARTED";
      return { id, flightId, distanceMiles, mileageRatePercent, changedTypes, kept };
    },
  );
  return { ...quote, reservationId, now, segments, passengers };
}
