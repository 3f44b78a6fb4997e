import { database } from "@/db/client";
import { scopeOf } from "@/server/reservation/domain/flight-scope";
import type { HoldCaps } from "@/server/reservation/domain/hold-caps";
import { newLocator } from "@/server/reservation/domain/locator";
import { partyTypes, passengerRule, unitsNeeded } from "@/server/reservation/domain/passenger-type";
import {
  checkPartyCounts,
  checkPassengers,
  type TripAges,
} from "@/server/reservation/passengers/check-passengers";
import { refuseFields, repeatedPersonErrors } from "@/server/reservation/passengers/check-travel-conflicts";
import { contactKeys } from "@/server/reservation/passengers/contact-key-rules";
import { type HoldSeatsInput, holdSeatsInput, type ParsedHold } from "@/server/reservation/schemas";
import { type SalePolicies, salePolicies } from "@/server/reservation/shop/sale-policies";
import { requireAdmission } from "@/server/shared/admission";
import { clientKeyOf } from "@/server/shared/client-key";
import { customerKindOf, type RequestContext, requireCustomer } from "@/server/shared/context";
import { koreanToday } from "@/server/shared/database-clock";
import { sqlState, UNIQUE_VIOLATION } from "@/server/shared/errors";
import { uuidv7 } from "@/server/shared/ids";
import { parse } from "@/server/shared/parse";
import { limitRate } from "@/server/shared/rate-limit";
import { checkCaps, checkConflicts, checkOffers } from "./check-hold";
import { composeHold, type HoldRequest, type HoldToWrite } from "./compose-hold";
import { capsInForce, enforceHoldCaps } from "./enforce-hold-caps";
import { earlierHold, type HoldFacts, holdFacts } from "./hold-facts";
import type { HeldReservation } from "./hold-schemas";
import { type OwnHold, overlappingHolds, sameHold } from "./own-hold-rules";
import { replaceDetails } from "./replace-hold-details";
import { writeReplacing } from "./replace-holds";

/** New holds of all guests at one network address in an hour: a new session of a guest costs nothing. */
const GUEST_HOLDS_PER_ADDRESS = 30;

/**
 * Holds seats on one or two flights for a party, until the payment deadline.
 *
 * The same idempotency key gives the same hold. Asking again for flights, brands and numbers that the customer holds
 * gives that hold, too, with the passengers and contact replaced by those given. Any other choice on a held flight
 * replaces the old hold and keeps its deadline.
 *
 * @throws AppError SOLD_OUT, FLIGHT_NOT_ON_SALE, SALES_CLOSED, FLIGHT_DEPARTED, TOO_MANY_HOLDS,
 * SEATS_IN_CHECKOUT, RATE_LIMITED, HOLD_EXPIRED, WAITING_ROOM, INVALID_INPUT.
 */
export async function holdSeats(ctx: RequestContext, input: HoldSeatsInput): Promise<HeldReservation> {
  const customer = requireCustomer(ctx.actor);
  const wish = parse(holdSeatsInput, input);
  const policies = await salePolicies();
  const request = requestOf(ctx, customer, wish, capsInForce(policies.HOLD_CAPS, await koreanToday(), ctx));
  const facts = await holdFacts(database(), request);
  if (facts.earlier) return answer(ctx, facts.earlier);
  const trip = tripOf(facts, policies);
  checkParty(wish, trip);
  const same = sameHold(facts, wish);
  if (same) {
    await replaceDetails(ctx, customer.id, same, wish);
    return answer(ctx, same);
  }
  // A live hold is never lost by it: the same one was answered above, and paying asks nobody.
  await requireAdmission(ctx, () => facts.offers);
  const replaced = overlappingHolds(facts, wish.segments);
  checkOffers(facts, wish.segments.length, policies);
  checkConflicts(facts, replaced, wish.overlapConfirmed);
  checkCaps(facts, replaced, request, request.caps);
  if (customer.kind === "GUEST")
    await limitRate(`guest-holds:${customer.address}`, GUEST_HOLDS_PER_ADDRESS, 3600);
  return writeUnderNewLocator(ctx, composeHold(request, facts, { replaced, trip, policies }), replaced);
}

function requestOf(
  ctx: RequestContext,
  customer: ReturnType<typeof requireCustomer>,
  wish: ParsedHold,
  caps: HoldCaps,
): HoldRequest {
  const phone = customer.kind === "GUEST" ? customer.phone : null;
  const contact = { email: customer.email, phone, ...wish.contact };
  return {
    wish,
    contact,
    caps,
    customerId: customer.id,
    customerKind: customerKindOf(customer),
    clientKey: clientKeyOf(ctx.actor),
    ...contactKeys(contact),
    idempotencyKey: wish.idempotencyKey,
    wanted: wish.segments,
    people: wish.passengers ?? [],
    maxPerHour: caps.holdsPerHour,
    units: unitsNeeded(wish),
    sharePercent: caps.unprovenSharePercent,
  };
}

const tripOf = ({ offers, issueDate }: HoldFacts, { PASSENGERS }: SalePolicies): TripAges => ({
  dates: offers.map((offer) => offer.departureDate),
  rule: passengerRule(offers.map(scopeOf), PASSENGERS, issueDate),
  today: issueDate,
});

/** Checks the numbers of a party, and its people if they are named. @throws AppError INVALID_INPUT. */
function checkParty(wish: ParsedHold, trip: TripAges): void {
  checkPartyCounts(wish, trip.rule);
  if (!wish.passengers) return;
  checkPassengers(partyTypes(wish), wish.passengers, trip);
  refuseFields(repeatedPersonErrors(wish.passengers));
}

async function writeUnderNewLocator(
  ctx: RequestContext,
  hold: HoldToWrite,
  replaced: OwnHold[],
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
      const earlier = await earlierHold(database(), hold);
      if (earlier) return answer(ctx, earlier);
      // Otherwise the locator exists already: draw another one.
    }
  }
}

/** The answer with a hold that was there before the request. */
function answer({ onVersion }: RequestContext, hold: NonNullable<HoldFacts["earlier"]>): HeldReservation {
  onVersion?.(hold.version);
  const { id: reservationId, locator, paymentDeadline } = hold;
  return { reservationId, locator, paymentDeadline: new Date(paymentDeadline).toISOString() };
}
