import { sql } from "drizzle-orm";
import type { Database, Tx } from "@/db/client";
import { scopeOf } from "@/server/reservation/domain/flight-scope";
import type { PriceLine } from "@/server/reservation/domain/pricing";
import { quoteRefund, type RefundCause } from "@/server/reservation/domain/refund";
import {
  currentPassenger,
  currentSegment,
  liveCoupon,
  priceCharge,
} from "@/server/reservation/order/predicates";
import { changedTypesJson } from "@/server/reservation/passengers/predicates";
import { type SalePolicies, salePolicies } from "@/server/reservation/shop/sale-policies";
import type { FareBrand, FlightScope, PassengerType } from "@/server/shared/fare-terms";
import type { CouponState } from "@/server/shared/order-terms";
import { KOREA_ZONE, toLocal } from "@/server/shared/time";
import { type WaivedQuote, withWaiver } from "./fee-rules";

type SegmentFacts = {
  id: string;
  flightId: number;
  brand: FareBrand;
  refundable: boolean;
  departsAt: string;
  feesCountTo: string | null;
  departureDate: string;
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

/** One passenger on one flight, with what it costs. */
export type CouponFacts = {
  id: string;
  segmentId: string;
  segmentIndex: number;
  passengerId: string;
  passengerIndex: number;
  passengerType: PassengerType;
  state: CouponState;
  lines: Pick<PriceLine, "kind" | "amount">[];
};

type RefundFacts = {
  reservationId: string;
  version: number;
  purchasedAt: string;
  now: string;
  /** The live ones, by flight and passenger. */
  coupons: CouponFacts[];
  segments: SegmentFacts[];
  passengers: { id: string; type: PassengerType; birthDate: string | null }[];
};

/** Coupons as events and audit rows name them. */
export const pairsOf = (coupons: readonly CouponFacts[]) =>
  coupons.map(({ segmentId, passengerId }) => ({ segmentId, passengerId }));

/** Whether a coupon is among those to be given up. */
export type Selects = (coupon: CouponFacts) => boolean;

type RefundTerms = {
  cause: RefundCause;
  /** When an earlier quote was given: its fee step still holds. */
  quotedAt?: Date;
  /** A flight still on sale, reckoned as if the airline had cancelled it. */
  cancelledFlightId?: number;
  /** Absent: all coupons. */
  selects?: Selects;
  /** Staff leave the fees out. */
  waivesFees?: boolean;
};

/** What cancelling a created reservation, or a part of it, means now for its money, its segments and its miles. */
export type Refund = WaivedQuote & {
  reservationId: string;
  /** The version of the reservation of which this is true. */
  version: number;
  /** The coupons that are given up. */
  givenUp: CouponFacts[];
  /** The live coupons that stay, the flown ones among them. */
  left: CouponFacts[];
  /** Nothing that can still be flown is left: the reservation ends. */
  whole: boolean;
  /** The database's clock at which all of this was true. */
  now: string;
  /** All segments. One that is `kept` counts as flown and is not given up. */
  segments: (Pick<
    SegmentFacts,
    "id" | "flightId" | "departureDate" | "distanceMiles" | "mileageRatePercent" | "changedTypes"
  > & {
    scope: FlightScope;
    kept: boolean;
  })[];
  /** The Korean day of purchase: the rules of that day apply. */
  purchaseDate: string;
  passengers: RefundFacts["passengers"];
};

const couponsJson = sql`(select coalesce(jsonb_agg(jsonb_build_object('id', k.id, 'segmentId', s.id,
    'segmentIndex', s.position, 'passengerId', p.id, 'passengerIndex', p.position, 'passengerType', k.passenger_type, 'state', k.state,
    'lines', (select coalesce(jsonb_agg(jsonb_build_object('kind', l.kind, 'amount', l.amount)), '[]')
      from (select c.kind, sum(c.amount)::bigint as amount from reservation.charges c
        where c.coupon_id = k.id and ${priceCharge} group by c.kind) l)) order by s.position, p.position), '[]')
  from reservation.coupons k
  join reservation.segments s on s.id = k.segment_id
  join reservation.passengers p on p.id = k.passenger_id
  where k.reservation_id = r.id and ${liveCoupon})`;

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
    select jsonb_build_object('reservationId', r.id, 'version', r.version, 'purchasedAt', r.created_at,
      'now', clock_timestamp(), 'coupons', ${couponsJson},
      'passengers', (select jsonb_agg(jsonb_build_object('id', p.id, 'type', p.type,
        'birthDate', p.birth_date) order by p.position)
        from reservation.passengers p where p.reservation_id = r.id and ${currentPassenger}),
      'segments', (select jsonb_agg(jsonb_build_object('id', s.id, 'flightId', f.id, 'brand', s.brand,
        'refundable', (s.brand_rule->>'refundable')::boolean, 'departsAt', f.departs_at,
        'feesCountTo', s.fees_count_to, 'departureDate', f.departure_date, 'originZone', f.origin_zone, 'originCountry', f.origin_country,
        'destinationCountry', f.destination_country, 'flightCancelled', f.status = 'CANCELLED',
        'missed', s.missed_at is not null,
        'distanceMiles', f.distance_miles,
        'mileageRatePercent', (s.brand_rule->>'mileageRatePercent')::int,
        'changedTypes', ${changedTypesJson}) order by s.position)
        from reservation.segments s join reservation.flights f on f.id = s.flight_id
        where s.reservation_id = r.id and ${currentSegment})) as facts
    from reservation.reservations r
    where r.id = any(${sql.param([...reservationIds])}::uuid[]) order by r.id`);
  const policies = await salePolicies();
  return rows.map(({ facts }) => refundOf(facts, terms, policies));
}

const iso = (text: string) => new Date(text).toISOString();

function refundOf(facts: RefundFacts, terms: RefundTerms, policies: SalePolicies): Refund {
  const now = iso(facts.now);
  const chosen = facts.coupons.filter(terms.selects ?? (() => true));
  const quote = quoteRefund({
    cause: terms.cause,
    lines: chosen.flatMap(({ lines, segmentIndex, passengerIndex }) =>
      lines.map((line) => ({ ...line, segmentIndex, passengerIndex })),
    ),
    purchasedAt: iso(facts.purchasedAt),
    now,
    quotedAt: terms.quotedAt?.toISOString(),
    policies: policies.REFUND,
    cutoffs: policies.CUTOFFS,
    segments: facts.segments.map((s) => ({
      ...s,
      departsAt: iso(s.departsAt),
      feesCountTo: s.feesCountTo && iso(s.feesCountTo),
      scope: scopeOf(s),
      flightCancelled: s.flightCancelled || s.flightId === terms.cancelledFlightId,
    })),
  });
  const isFlown = ({ segmentIndex }: CouponFacts) => quote.standings[segmentIndex] === "DEPARTED";
  const givenUp = chosen.filter((coupon) => !isFlown(coupon));
  const left = facts.coupons.filter((coupon) => !givenUp.includes(coupon));
  const { reservationId, version, passengers } = facts;
  const segments = facts.segments.map((segment, n) => segmentOf(segment, quote.standings[n] === "DEPARTED"));
  const whole = left.every(isFlown);
  const purchaseDate = toLocal(iso(facts.purchasedAt), KOREA_ZONE).date;
  return {
    ...{ ...withWaiver(quote, terms.waivesFees), reservationId, version, now, purchaseDate },
    ...{ segments, passengers, givenUp, left, whole },
  };
}

function segmentOf(segment: SegmentFacts, kept: boolean): Refund["segments"][number] {
  const { id, flightId, departureDate, distanceMiles, mileageRatePercent, changedTypes } = segment;
  const scope = scopeOf(segment);
  return { id, flightId, departureDate, distanceMiles, mileageRatePercent, changedTypes, scope, kept };
}
