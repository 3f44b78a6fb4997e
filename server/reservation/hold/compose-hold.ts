import type { FareBrandRule } from "@/server/reservation/domain/fare-brand";
import type { HoldCaps } from "@/server/reservation/domain/hold-caps";
import { partyTypes } from "@/server/reservation/domain/passenger-type";
import type { CutoffPolicies } from "@/server/reservation/domain/policy-rows";
import { type PriceLine, priceItinerary } from "@/server/reservation/domain/pricing";
import { earliestCutoff } from "@/server/reservation/domain/sale-window";
import { type TypedPassenger, typedPassengers } from "@/server/reservation/passengers/assign-types";
import type { TripAges } from "@/server/reservation/passengers/check-passengers";
import type { ParsedHold, PassengerInput } from "@/server/reservation/schemas";
import { brandRule, type SalePolicies } from "@/server/reservation/shop/sale-policies";
import type { Locale } from "@/server/shared/airline";
import type { CustomerKind, PassengerType } from "@/server/shared/fare-terms";
import { uuidv7 } from "@/server/shared/ids";
import { departuresOf } from "./check-hold";
import { type HoldFacts, type HoldQuery, type Offer, pricedSegment } from "./hold-facts";
import type { OwnHold } from "./own-hold-rules";

/** The customer has this long to pay, or less when the sale ends before. Both times start with the hold. */
export const PAYMENT_DEADLINE_MINUTES = 20;
const PRICE_GUARANTEE_MINUTES = 60;

export type HoldIds = { reservationId: string; locator: string };

/** Everything that a new hold consists of, except its ids. */
export type HoldToWrite = {
  customerId: string;
  customerKind: CustomerKind;
  clientKey: string;
  idempotencyKey: string;
  emailKey: string;
  phoneKey: string | null;
  /** The customer has paid for nothing yet. */
  unproven: boolean;
  caps: HoldCaps;
  overlapConfirmed: boolean;
  locale: Locale;
  contact: { email: string; phone?: string | null };
  counts: { adults: number; children: number; infants: number };
  passengers: {
    id: string;
    type: PassengerType;
    segmentTypes: PassengerType[] | null;
    details: PassengerInput | null;
  }[];
  segments: { id: string; offer: Offer; rule: FareBrandRule }[];
  lines: readonly PriceLine[];
  /** Whole won. */
  total: number;
  paymentDeadline: string;
  priceGuaranteedUntil: string;
};

/** Who asks for a hold, of what, and under which caps. */
export type HoldRequest = HoldQuery & {
  customerKind: CustomerKind;
  wish: ParsedHold;
  contact: { email: string; phone?: string | null };
  caps: HoldCaps;
};

/** Composes the hold that a request makes, priced by the rules of its day of issue. */
export function composeHold(
  { wish, ...request }: HoldRequest,
  facts: HoldFacts,
  { replaced, trip, policies }: { replaced: OwnHold[]; trip: TripAges; policies: SalePolicies },
): HoldToWrite {
  const travellers = travellersOf(wish, trip);
  const price = priceItinerary({
    segments: facts.offers.map((offer) => pricedSegment(offer, offer.amount)),
    passengers: travellers,
    issueDate: facts.issueDate,
    policies: policies.PRICING,
  });
  return {
    ...request,
    unproven: facts.unproven !== null,
    overlapConfirmed: wish.overlapConfirmed,
    locale: wish.locale,
    counts: { adults: wish.adults, children: wish.children, infants: wish.infants },
    passengers: travellers.map((traveller, n) => ({
      id: uuidv7(),
      segmentTypes: null,
      ...traveller,
      details: wish.passengers?.[n] ?? null,
    })),
    segments: facts.offers.map((offer) => ({
      id: uuidv7(),
      offer,
      rule: brandRule(policies.FARE_BRANDS, offer.brand, facts.issueDate),
    })),
    lines: price.lines,
    total: price.total.amount,
    ...deadlines(facts, replaced, policies.CUTOFFS),
  };
}

/** The passengers with their types on each flight; of those not yet named, with the types that were asked for. */
const travellersOf = (wish: ParsedHold, trip: TripAges): (TypedPassenger | { type: PassengerType })[] =>
  wish.passengers ? typedPassengers(wish.passengers, trip) : partyTypes(wish).map((type) => ({ type }));

/**
 * No payment may begin after the sale has ended. A hold that replaces another one keeps its deadline, so that nobody
 * gains time by choosing again.
 */
function deadlines(facts: HoldFacts, replaced: OwnHold[], cutoffs: CutoffPolicies) {
  const afterMinutes = (minutes: number) => Date.parse(facts.now) + minutes * 60_000;
  const paymentDeadline = Math.min(
    afterMinutes(PAYMENT_DEADLINE_MINUTES),
    Date.parse(earliestCutoff("sales", departuresOf(facts), cutoffs, facts.issueDate)),
    ...replaced.map((hold) => Date.parse(hold.paymentDeadline)),
  );
  return {
    paymentDeadline: new Date(paymentDeadline).toISOString(),
    priceGuaranteedUntil: new Date(afterMinutes(PRICE_GUARANTEE_MINUTES)).toISOString(),
  };
}
