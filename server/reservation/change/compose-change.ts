import type { CouponFacts } from "@/server/reservation/cancel/refund-facts";
import { priceChange } from "@/server/reservation/domain/change-price";
import { ruleAfterChange } from "@/server/reservation/domain/change-rules";
import type { FareBrandRule } from "@/server/reservation/domain/fare-brand";
import { passengerRule, typeAfterChange } from "@/server/reservation/domain/passenger-type";
import { type PriceLine, priceItinerary } from "@/server/reservation/domain/pricing";
import { type Offer, pricedSegment } from "@/server/reservation/hold/hold-facts";
import { brandRule, type SalePolicies } from "@/server/reservation/shop/sale-policies";
import type { FlightLeg } from "@/server/reservation/views/booking-schemas";
import type { Cabin, FareBrand, PassengerType } from "@/server/shared/fare-terms";
import { uuidv7 } from "@/server/shared/ids";
import { toLocal } from "@/server/shared/time";
import type { TripFacts, WantedFlight } from "./trip-facts";

/** A flight that is exchanged, with everything that the flight instead is written from. */
export type ExchangedFlight = {
  segmentId: string;
  segmentIndex: number;
  newSegmentId: string;
  flightId: number;
  brand: FareBrand;
  cabin: Cabin;
  unitLimit: number;
  /** How many passengers need a seat on it. */
  units: number;
  adultFare: number;
  rule: FareBrandRule;
  feesCountTo: string;
  from: FlightLeg & { brand: FareBrand };
  to: FlightLeg & { brand: FareBrand; flightId: number };
};

/** One passenger on an exchanged flight. Sums are whole won. */
export type ExchangedCoupon = {
  couponId: string;
  passengerId: string;
  passengerIndex: number;
  segmentIndex: number;
  /** On the flight instead. */
  passengerType: PassengerType;
  old: Pick<PriceLine, "kind" | "amount">[];
  lines: Pick<PriceLine, "kind" | "amount">[];
  fee: number;
  forfeited: number;
  /** What staff leave out of the fee. */
  waived: number;
  balance: number;
};

/** A change of flights as it is quoted, stored and carried out. */
export type ComposedChange = { flights: ExchangedFlight[]; coupons: ExchangedCoupon[]; balance: number };

/** Composes the change of a trip: who flies what instead, and what it costs today. The flights were checked. */
export function composeChange(
  trip: TripFacts,
  flights: readonly WantedFlight[],
  policies: SalePolicies,
  waivesFees = false,
): ComposedChange {
  const dates = datesAfter(trip, flights);
  const exchanged = flights.map(({ segmentId }, n) => {
    const segmentIndex = trip.facts.segments.findIndex(({ id }) => id === segmentId);
    const coupons = trip.refund.givenUp.filter((coupon) => coupon.segmentIndex === segmentIndex);
    const offer = trip.wanted[n] as Offer;
    return exchange({ trip, offer, segmentIndex, coupons, dates, policies, waivesFees });
  });
  const coupons = exchanged.flatMap((each) => each.coupons);
  return {
    flights: exchanged.map(({ flight }) => flight),
    coupons,
    balance: coupons.reduce((sum, coupon) => sum + coupon.balance, 0),
  };
}

/** The local days of departure of the trip as it would be. */
export const datesAfter = ({ facts, wanted }: TripFacts, flights: readonly WantedFlight[]): string[] =>
  facts.segments.map(({ id, departureDate }) => {
    const n = flights.findIndex(({ segmentId }) => segmentId === id);
    return wanted[n]?.departureDate ?? departureDate;
  });

type OneFlight = {
  trip: TripFacts;
  offer: Offer;
  segmentIndex: number;
  coupons: CouponFacts[];
  dates: string[];
  policies: SalePolicies;
  waivesFees: boolean;
};

function exchange(of: OneFlight): { flight: ExchangedFlight; coupons: ExchangedCoupon[] } {
  const { trip, offer, segmentIndex, policies } = of;
  const segment = trip.facts.segments[segmentIndex];
  const bought = trip.rules[segmentIndex];
  const present = trip.present[segmentIndex];
  if (!segment || !bought || !present) throw new Error("the flights of a change were checked");
  const coupons = pricedCoupons(of, bought.rule);
  return {
    coupons,
    flight: {
      segmentId: segment.id,
      segmentIndex,
      newSegmentId: uuidv7(),
      flightId: offer.flightId,
      brand: offer.brand,
      cabin: offer.cabin,
      unitLimit: offer.unitLimit,
      units: coupons.filter(({ passengerType }) => passengerType !== "INFANT").length,
      adultFare: offer.amount,
      rule: ruleAfterChange(bought.rule, brandRule(policies.FARE_BRANDS, offer.brand, trip.issueDate)),
      feesCountTo: earliest(bought.feesCountTo, segment.departsAt),
      from: { ...legOf(present), brand: present.brand },
      to: { ...legOf(offer), brand: offer.brand, flightId: offer.flightId },
    },
  };
}

function pricedCoupons(of: OneFlight, bought: FareBrandRule): ExchangedCoupon[] {
  const { trip, offer, segmentIndex, coupons, policies, waivesFees } = of;
  const types = typesInstead(of);
  const segment = pricedSegment(offer, offer.amount);
  const { lines } = priceItinerary({
    segments: [segment],
    passengers: coupons.map(({ passengerIndex }, n) => ({
      type: types[n] as PassengerType,
      birthDate: trip.refund.passengers[passengerIndex]?.birthDate ?? null,
    })),
    issueDate: trip.issueDate,
    policies: policies.PRICING,
  });
  const waived = trip.refund.waivers.some((waiver) => waiver.segmentIndex === segmentIndex);
  return coupons.map(({ id, passengerId, passengerIndex, lines: old }, n) => {
    const instead = lines.filter((line) => line.passengerIndex === n);
    const price = priceChange({
      old,
      instead,
      changeFeeKrw: bought.changeFeeKrw[segment.scope],
      refundable: bought.refundable,
      waived,
    });
    const passengerType = types[n] as PassengerType;
    const leftOut = waivesFees ? price.fee : 0;
    const own = instead.map(({ kind, amount }) => ({ kind, amount }));
    return {
      couponId: id,
      passengerId,
      passengerIndex,
      segmentIndex,
      passengerType,
      old,
      lines: own,
      ...price,
      waived: leftOut,
      balance: price.balance - leftOut,
    };
  });
}

/** The types of the passengers of a flight on the flight instead. */
export function typesInstead({
  trip,
  segmentIndex,
  coupons,
  dates,
  policies,
}: Omit<OneFlight, "offer" | "waivesFees">) {
  const scopes = trip.refund.segments.map(({ scope }) => scope);
  const rule = passengerRule(scopes, policies.PASSENGERS, trip.issueDate);
  return coupons.map(({ passengerIndex, passengerType: type }) => {
    const { birthDate = null } = trip.refund.passengers[passengerIndex] ?? {};
    return typeAfterChange({ type, birthDate }, { dates, index: segmentIndex }, rule);
  });
}

const earliest = (one: string | null, other: string): string =>
  new Date(Math.min(Date.parse(one ?? other), Date.parse(other))).toISOString();

/** The part of a flight that every view shows. */
export const legOf = (offer: Offer): FlightLeg => ({
  designator: offer.designator,
  origin: offer.origin,
  destination: offer.destination,
  originCityKo: offer.originCityKo,
  originCityEn: offer.originCityEn,
  destinationCityKo: offer.destinationCityKo,
  destinationCityEn: offer.destinationCityEn,
  originZone: offer.originZone,
  destinationZone: offer.destinationZone,
  departsAt: new Date(offer.departsAt).toISOString(),
  arrivesAt: new Date(offer.arrivesAt).toISOString(),
  departureDate: offer.departureDate,
  arrivalDate: toLocal(new Date(offer.arrivesAt).toISOString(), offer.destinationZone).date,
});
