import { createHash } from "node:crypto";
import { database } from "@/db/client";
import { actorAddress, type RequestContext, requireMember, transaction } from "@/server/shared/context";
import { AppError, sqlState, UNIQUE_VIOLATION } from "@/server/shared/errors";
import { uuidv7 } from "@/server/shared/ids";
import { parse } from "@/server/shared/parse";
import { checkPassengers } from "./check-passengers";
import { newLocator } from "./domain/locator";
import type { PassengerType } from "./domain/passenger-type";
import { priceItinerary } from "./domain/pricing";
import { exceedsCaps, giveUpBeyondCaps } from "./hold-caps";
import { refuseTooFrequent } from "./hold-rate";
import { type HoldFacts, holdFacts, pricedSegment } from "./offer";
import { brandRule, salePolicies } from "./policies";
import { releaseHeld } from "./release-hold";
import { type HoldSeatsInput, holdSeatsInput } from "./schemas";
import { type HoldIds, type HoldToWrite, writeHold } from "./write-hold";

/** A fixed time to pay. Both limits start with the hold; nothing resets them. */
const PAYMENT_DEADLINE_MINUTES = 20;
const PRICE_GUARANTEE_MINUTES = 60;

export type HeldReservation = { reservationId: string; locator: string; paymentDeadline: string };

/**
 * Holds seats on one or two flights for a party, until the payment deadline.
 *
 * The same idempotency key gives the same hold; so does holding again what one holds already. A new
 * choice on a flight that one holds replaces the old one and keeps its deadline.
 *
 * @throws AppError SOLD_OUT, FLIGHT_NOT_ON_SALE, FLIGHT_DEPARTED, TOO_MANY_HOLDS, RATE_LIMITED, INVALID_INPUT.
 */
export async function holdSeats(ctx: RequestContext, input: HoldSeatsInput): Promise<HeldReservation> {
  const customer = requireMember(ctx.actor);
  const wish = parse(holdSeatsInput, input);
  const clientKey = createHash("sha256").update(actorAddress(ctx.actor)).digest("base64url").slice(0, 22);
  const key = {
    customerId: customer.id,
    clientKey,
    idempotencyKey: wish.idempotencyKey,
    wanted: wish.segments,
  };
  const [facts, policies] = await Promise.all([holdFacts(database(), key), salePolicies()]);
  const earlier = facts.earlier ?? sameHold(facts, wish);
  if (earlier) return answer(earlier);

  checkOffers(facts, wish.segments.length);
  const types = partyTypes(wish);
  if (wish.passengers)
    checkPassengers(
      types,
      wish.passengers,
      facts.offers.map((o) => o.departureDate),
      facts.issueDate,
    );
  const price = priceItinerary({
    segments: facts.offers.map((o) => pricedSegment(o, o.amount)),
    passengers: types.map((type) => ({ type })),
    issueDate: facts.issueDate,
    policies: policies.PRICING,
  });
  const replaced = overlappingHolds(facts, wish.segments);
  const hold: HoldToWrite = {
    ...key,
    locale: wish.locale,
    contact: wish.contact ?? { email: customer.email, phone: null },
    counts: { adults: wish.adults, children: wish.children, infants: wish.infants },
    passengers: types.map((type, n) => ({ id: uuidv7(), type, details: wish.passengers?.[n] ?? null })),
    segments: facts.offers.map((offer) => ({
      id: uuidv7(),
      offer,
      rule: brandRule(policies.FARE_BRANDS, offer.brand, facts.issueDate),
    })),
    lines: price.lines,
    total: price.total.amount,
    ...deadlines(facts, replaced),
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
      await giveUpBeyondCaps(ctx, hold, ids.reservationId);
      return { ...ids, paymentDeadline: hold.paymentDeadline };
    } catch (error) {
      if (sqlState(error) !== UNIQUE_VIOLATION) throw error;
      // Another request with the same key was faster: its answer is this one's too.
      const { earlier } = await holdFacts(database(), { ...hold, wanted: [] });
      if (earlier) return answer(earlier);
      // Otherwise the locator exists already: draw another one.
    }
  }
}

/** One statement as a rule; giving up the replaced holds and taking the new one are all or nothing. */
function writeReplacing(
  ctx: RequestContext,
  hold: HoldToWrite,
  ids: HoldIds,
  replaced: string[],
): Promise<void> {
  if (replaced.length === 0) return writeHold(database(), ctx, hold, ids);
  return transaction(ctx, async (tx) => {
    for (const id of replaced) await releaseHeld(tx, id);
    await writeHold(tx.tx, ctx, hold, ids);
  });
}

const answer = (r: { id: string; locator: string; paymentDeadline: string }): HeldReservation => ({
  reservationId: r.id,
  locator: r.locator,
  paymentDeadline: new Date(r.paymentDeadline).toISOString(),
});

function checkOffers(facts: HoldFacts, wanted: number): void {
  const { offers } = facts;
  if (offers.length !== wanted || offers.some((o) => o.status !== "ON_SALE"))
    throw new AppError("FLIGHT_NOT_ON_SALE");
  if (offers.some((o) => o.departed)) throw new AppError("FLIGHT_DEPARTED");
  const [first, second] = offers;
  if (first && second && Date.parse(second.departsAt) <= Date.parse(first.arrivesAt))
    throw new AppError("INVALID_INPUT", { fieldErrors: { segments: "returnBeforeDepart" } });
  const live = { ofCustomer: facts.ownHolds.length, fromClient: facts.holdsFromClient };
  if (exceedsCaps(live, 1)) throw new AppError("TOO_MANY_HOLDS");
  refuseTooFrequent(facts.secondsToNextHold);
}

type Wish = {
  segments: { flightId: number; brand: string }[];
  adults: number;
  children: number;
  infants: number;
};

const sameHold = ({ ownHolds }: HoldFacts, wish: Wish) =>
  ownHolds.find(
    (h) =>
      h.adults === wish.adults &&
      h.children === wish.children &&
      h.infants === wish.infants &&
      h.segments.length === wish.segments.length &&
      h.segments.every(
        (s, n) => s.flightId === wish.segments[n]?.flightId && s.brand === wish.segments[n]?.brand,
      ),
  );

const overlappingHolds = ({ ownHolds }: HoldFacts, wanted: { flightId: number }[]) =>
  ownHolds.filter((h) => h.segments.some((s) => wanted.some((w) => w.flightId === s.flightId)));

/** A replaced hold passes its deadline on: choosing again does not buy time. */
function deadlines({ now }: HoldFacts, replaced: { paymentDeadline: string }[]) {
  const from = (minutes: number) => Date.parse(now) + minutes * 60_000;
  const until = Math.min(
    from(PAYMENT_DEADLINE_MINUTES),
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
