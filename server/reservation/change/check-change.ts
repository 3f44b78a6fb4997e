import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { companionKeys } from "@/server/reservation/cancel/check-selection";
import { itineraryProblem } from "@/server/reservation/domain/itinerary";
import { missingCompanion, passengerRule } from "@/server/reservation/domain/passenger-type";
import { saleStateAt } from "@/server/reservation/domain/sale-window";
import { departuresOf } from "@/server/reservation/hold/check-hold";
import { legOf, type Offer } from "@/server/reservation/hold/hold-facts";
import { currentPassenger } from "@/server/reservation/order/predicates";
import {
  refuseFields,
  type TravelConflict,
  travelConflictErrors,
  travelConflicts,
} from "@/server/reservation/passengers/check-travel-conflicts";
import type { SalePolicies } from "@/server/reservation/shop/sale-policies";
import { AppError, type FieldErrors } from "@/server/shared/errors";
import { daysBetween } from "@/server/shared/time";
import { datesAfter, typesInstead } from "./compose-change";
import type { TripFacts, WantedFlight } from "./trip-facts";

/**
 * Checks that the wanted flights can take the place of those of the trip: each can still be given up, the other is on sale
 * on the same route, the whole can be flown in its order, and nobody flies without the adult they need.
 *
 * @throws AppError FLIGHT_NOT_ON_SALE, SALES_CLOSED, FLIGHT_DEPARTED, INVALID_INPUT with the field `flights.N`.
 */
export function checkFlights(
  trip: TripFacts,
  flights: readonly WantedFlight[],
  policies: SalePolicies,
): void {
  refuseFields(presentErrors(trip, flights));
  checkSale(trip, flights, policies);
  refuseFields(routeErrors(trip, flights));
  const legs = trip.present.map((offer) => {
    const n = flights.findIndex(({ segmentId }) => idOf(trip, offer) === segmentId);
    return legOf(n < 0 ? offer : (trip.wanted[n] as Offer));
  });
  const problem = itineraryProblem(legs, policies.CONNECTIONS, trip.issueDate);
  if (problem) refuseFields({ "flights.0": problem });
  refuseFields(companionErrors(trip, flights, policies));
}

const idOf = (trip: TripFacts, offer: Offer) => trip.facts.segments[trip.present.indexOf(offer)]?.id;

/** Flights of the trip that cannot be given up for another one. */
function presentErrors({ facts, refund }: TripFacts, flights: readonly WantedFlight[]): FieldErrors {
  const errors: FieldErrors = {};
  for (const [n, { segmentId }] of flights.entries()) {
    const index = facts.segments.findIndex(({ id }) => id === segmentId);
    const segment = facts.segments[index];
    if (!segment) throw new AppError("NOT_FOUND");
    const twice = flights.findIndex((flight) => flight.segmentId === segmentId) < n;
    if (twice) errors[`flights.${n}`] = "sameFlight";
    else if (segment.flightCancelled) errors[`flights.${n}`] = "flightCancelledByAirline";
    else if (refund.standings[index] === "DEPARTED") errors[`flights.${n}`] = "flightHasLeft";
    else if (refund.standings[index] === "NO_SHOW") errors[`flights.${n}`] = "checkInHasClosed";
  }
  return errors;
}

/** @throws AppError FLIGHT_NOT_ON_SALE, SALES_CLOSED, FLIGHT_DEPARTED. */
export function checkSale(
  { wanted, now, issueDate }: Pick<TripFacts, "wanted" | "now" | "issueDate">,
  flights: readonly Pick<WantedFlight, "flightId">[],
  { CUTOFFS }: Pick<SalePolicies, "CUTOFFS">,
): void {
  const onSale = wanted.filter(({ status }) => status === "ON_SALE");
  if (onSale.length !== flights.length) throw new AppError("FLIGHT_NOT_ON_SALE");
  const sale = saleStateAt(now, "sales", departuresOf({ offers: wanted }), CUTOFFS, issueDate);
  if (sale !== "OPEN") throw new AppError(sale);
}

/** A change is to another flight between the same cities. */
function routeErrors({ facts, present, wanted }: TripFacts, flights: readonly WantedFlight[]): FieldErrors {
  const errors: FieldErrors = {};
  for (const [n, { segmentId }] of flights.entries()) {
    const old = present[facts.segments.findIndex(({ id }) => id === segmentId)] as Offer;
    const instead = wanted[n] as Offer;
    const sameRoute =
      old.originCityCode === instead.originCityCode &&
      old.destinationCityCode === instead.destinationCityCode;
    if (old.flightId === instead.flightId) errors[`flights.${n}`] = "sameFlight";
    else if (!sameRoute) errors[`flights.${n}`] = "otherRoute";
  }
  return errors;
}

/** Ages are those of the new days: a child may have become an adult, and an infant may be too young to fly. */
function companionErrors(
  trip: TripFacts,
  flights: readonly WantedFlight[],
  policies: SalePolicies,
): FieldErrors {
  const dates = datesAfter(trip, flights);
  const scopes = trip.refund.segments.map(({ scope }) => scope);
  const rule = passengerRule(scopes, policies.PASSENGERS, trip.issueDate);
  const errors: FieldErrors = {};
  for (const [n, { segmentId }] of flights.entries()) {
    const segmentIndex = trip.facts.segments.findIndex(({ id }) => id === segmentId);
    const coupons = trip.refund.givenUp.filter((coupon) => coupon.segmentIndex === segmentIndex);
    const types = typesInstead({ trip, segmentIndex, coupons, dates, policies });
    const party = coupons.map(({ passengerIndex }, k) => ({
      passengerIndex,
      type: types[k] as (typeof types)[number],
      birthDate: trip.refund.passengers[passengerIndex]?.birthDate ?? null,
    }));
    const date = dates[segmentIndex] as string;
    const problem = missingCompanion(party, { dates, index: segmentIndex }, rule);
    const tooYoung = party.some(
      ({ birthDate }) => birthDate && daysBetween(birthDate, date) < rule.infantFromDays,
    );
    if (tooYoung) errors[`flights.${n}`] = "tooYoung";
    else if (problem) errors[`flights.${n}`] = companionKeys[problem];
  }
  return errors;
}

/**
 * Refuses a change to flights on which a passenger travels in another reservation, or at whose time they do unless the
 * customer knows it.
 *
 * @throws AppError INVALID_INPUT with the field `passengers.N.surname` or `overlapConfirmed`.
 */
export async function checkTravelConflicts(
  tx: Tx,
  { facts, refund }: TripFacts,
  { flights, overlapConfirmed }: { flights: readonly WantedFlight[]; overlapConfirmed: boolean },
): Promise<void> {
  const { rows: people } = await tx.execute<{ surname: string; givenName: string; birthDate: string }>(sql`
    select p.surname, p.given_name as "givenName", p.birth_date as "birthDate" from reservation.passengers p
    where p.reservation_id = ${facts.id} and ${currentPassenger}
      and p.id = any(${sql.param(refund.givenUp.map(({ passengerId }) => passengerId))}::uuid[]) order by p.position`);
  const conflicts = travelConflicts({
    customerId: facts.customerId,
    people,
    flightIds: flights.map(({ flightId }) => flightId),
    except: facts.id,
  });
  const { rows } = await tx.execute<{ conflicts: TravelConflict[] }>(sql`select ${conflicts} as conflicts`);
  refuseFields(travelConflictErrors(rows[0]?.conflicts ?? [], overlapConfirmed));
}
