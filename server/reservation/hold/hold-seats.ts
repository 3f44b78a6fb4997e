import { createHash } from "node:crypto";
import { database } from "@/db/client";
import { itineraryProblem } from "@/server/reservation/domain/itinerary";
import { newLocator } from "@/server/reservation/domain/locator";
import { type PassengerType, passengerRule, unitsNeeded } from "@/server/reservation/domain/passenger-type";
import type { CutoffPolicies } from "@/server/reservation/domain/policy-rows";
import { priceItinerary } from "@/server/reservation/domain/pricing";
import { type Departure, earliestCutoff, saleStateAt } from "@/server/reservation/domain/sale-window";
import { typedPassengers } from "@/server/reservation/passengers/assign-types";
import {
  checkPartyCounts,
  checkPassengers,
  type TripAges,
} from "@/server/reservation/passengers/check-passengers";
import { refuseFields, repeatedPersonErrors } from "@/server/reservation/passengers/check-travel-conflicts";
import { contactKeys } from "@/server/reservation/passengers/contact-key-rules";
import { type HoldSeatsInput, holdSeatsInput, type PassengerInput } from "@/server/reservation/schemas";
import { brandRule, type SalePolicies, salePolicies } from "@/server/reservation/shop/sale-policies";
import { actorAddress, type RequestContext, requireMember } from "@/server/shared/context";
import { AppError, sqlState, UNIQUE_VIOLATION } from "@/server/shared/errors";
import { uuidv7 } from "@/server/shared/ids";
import { parse } from "@/server/shared/parse";
import { checkCaps, checkConflicts, overlappingHolds } from "./check-hold";
import { capsInForce, enforceHoldCaps } from "./enforce-hold-caps";
import { type HoldFacts, holdFacts, legOf, pricedSegment, scopeOf } from "./hold-facts";
import { replaceDetails, sameHold } from "./replace-hold-details";
import { writeReplacing } from "./replace-holds";
import type { HoldToWrite } from "./write-hold";

/** A fixed time to pay, or less when the sale ends before. Both limits start with the hold; nothing resets them. */
const PAYMENT_DEADLINE_MINUTES = 20;
const PRICE_GUARANTEE_MINUTES = 60;

export type HeldReservation = { reservationId: string; locator: string; paymentDeadline: string };

/**
 * Holds seats on one or two flights for a party, until the payment deadline.
 *
 * The same idempotency key gives the same hold; so does holding again what one holds already, whose
 * passengers and contact are then replaced by those given. A new choice on a flight that one holds replaces
 * the old one and keeps its deadline.
 *
 * @throws AppError SOLD_OUT, FLIGHT_NOT_ON_SALE, SALES_CLOSED, FLIGHT_DEPARTED, TOO_MANY_HOLDS,
 * SEATS_IN_CHECKOUT, RATE_LIMITED, HOLD_EXPIRED, INVALID_INPUT.
 */
export async function holdSeats(ctx: RequestContext, input: HoldSeatsInput): Promise<HeldReservation> {
  const customer = requireMember(ctx.actor);
  const wish = parse(holdSeatsInput, input);
  const contact = { email: customer.email, phone: null, ...wish.contact };
  const policies = await salePolicies();
  const caps = capsInForce(policies.HOLD_CAPS);
  const key = {
    customerId: customer.id,
    clientKey: clientKeyOf(ctx),
    ...contactKeys(contact),
    idempotencyKey: wish.idempotencyKey,
    wanted: wish.segments,
    people: wish.passengers ?? [],
    maxPerHour: caps.holdsPerHour,
    units: unitsNeeded(wish),
    sharePercent: caps.unprovenSharePercent,
  };
  const facts = await holdFacts(database(), key);
  if (facts.earlier) return answer(facts.earlier);

  const types = partyTypes(wish);
  const trip: TripAges = {
    dates: facts.offers.map((o) => o.departureDate),
    rule: passengerRule(facts.offers.map(scopeOf), policies.PASSENGERS, facts.issueDate),
    today: facts.issueDate,
  };
  checkPartyCounts(wish, trip.rule);
  if (wish.passengers) checkNamed(types, wish.passengers, trip);
  const same = sameHold(facts, wish);
  if (same) {
    await replaceDetails(ctx, customer.id, same, wish);
    return answer(same);
  }
  const replaced = overlappingHolds(facts, wish.segments);
  checkOffers(facts, wish.segments.length, policies);
  checkConflicts(facts, replaced, wish.overlapConfirmed);
  checkCaps(facts, replaced, { ...key, units: unitsNeeded(wish) }, caps);
  const travellers = wish.passengers
    ? typedPassengers(wish.passengers, trip)
    : types.map((type) => ({ type }));
  const price = priceItinerary({
    segments: facts.offers.map((o) => pricedSegment(o, o.amount)),
    passengers: travellers,
    issueDate: facts.issueDate,
    policies: policies.PRICING,
  });
  const hold: HoldToWrite = {
    ...key,
    unproven: facts.unproven !== null,
    caps,
    overlapConfirmed: wish.overlapConfirmed,
    locale: wish.locale,
    contact,
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
  return writeUnderNewLocator(
    ctx,
    hold,
    replaced.map((h) => h.id),
  );
}

async function writeUnderNewLocator(
  ctx: RequestContext,
  hold: HoldToWrite,
  replaced: string[],
): Promise<HeldReservation> {
  for (;;) {
    const ids = { reservationId: uuidv7(), locator: newLocator() };
    try {
      await writeReplacing(ctx, hold, ids, replaced);
      await enforceHoldCaps(ctx, hold, ids.reservationId);
      return { ...ids, paymentDeadline: hold.paymentDeadline };
    } catch (error) {
      if (sqlState(error) !== UNIQUE_VIOLATION) throw error;
      // Another request with the same key was faster: its answer is this one's too.
      const { earlier } = await holdFacts(database(), {
        ...hold,
        wanted: [],
        people: [],
        maxPerHour: hold.caps.holdsPerHour,
        units: unitsNeeded(hold.counts),
        sharePercent: hold.caps.unprovenSharePercent,
      });
      if (earlier) return answer(earlier);
      // Otherwise the locator exists already: draw another one.
    }
  }
}

const answer = (r: { id: string; locator: string; paymentDeadline: string }): HeldReservation => ({
  reservationId: r.id,
  locator: r.locator,
  paymentDeadline: new Date(r.paymentDeadline).toISOString(),
});

/** The flights wanted, as the rule of the sale's end sees them. */
const departures = ({ offers }: HoldFacts): Departure[] =>
  offers.map((offer) => ({ departsAt: offer.departsAt, scope: scopeOf(offer) }));

/** A hash: the address itself is not kept. */
const clientKeyOf = ({ actor }: RequestContext) =>
  createHash("sha256").update(actorAddress(actor)).digest("base64url").slice(0, 22);

function checkNamed(types: PassengerType[], people: PassengerInput[], trip: TripAges): void {
  checkPassengers(types, people, trip);
  refuseFields(repeatedPersonErrors(people));
}

type OfferRules = Pick<SalePolicies, "CONNECTIONS" | "CUTOFFS">;

function checkOffers(facts: HoldFacts, wanted: number, { CONNECTIONS, CUTOFFS }: OfferRules): void {
  const { offers } = facts;
  if (offers.length !== wanted || offers.some((o) => o.status !== "ON_SALE"))
    throw new AppError("FLIGHT_NOT_ON_SALE");
  const sale = saleStateAt(facts.now, "sales", departures(facts), CUTOFFS, facts.issueDate);
  if (sale !== "OPEN") throw new AppError(sale);
  const problem = itineraryProblem(offers.map(legOf), CONNECTIONS, facts.issueDate);
  if (problem) refuseFields({ segments: problem });
}

/**
 * Nobody may pay after the sale has ended. A replaced hold passes its deadline on: choosing again does not buy
 * time.
 */
function deadlines(facts: HoldFacts, replaced: { paymentDeadline: string }[], cutoffs: CutoffPolicies) {
  const from = (minutes: number) => Date.parse(facts.now) + minutes * 60_000;
  const until = Math.min(
    from(PAYMENT_DEADLINE_MINUTES),
    Date.parse(earliestCutoff("sales", departures(facts), cutoffs, facts.issueDate)),
    ...replaced.map((h) => Date.parse(h.paymentDeadline)),
  );
  return {
    paymentDeadline: new Date(until).toISOString(),
    priceGuaranteedUntil: new Date(from(PRICE_GUARANTEE_MINUTES)).toISOString(),
  };
}

const partyTypes = (w: { adults: number; children: number; infants: number }): PassengerType[] => [
  ...Array<PassengerType>(w.adults).fill("ADULT"),
  ...Array<PassengerType>(w.children).fill("CHILD"),
  ...Array<PassengerType>(w.infants).fill("INFANT"),
];
