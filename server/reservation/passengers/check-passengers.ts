import { isBornTooLongAgo } from "@/server/reservation/domain/birth-date";
import { checkParty, type PartyCounts, type PassengerType } from "@/server/reservation/domain/passenger-type";
import type { PassengerRuleRow } from "@/server/reservation/domain/policy-rows";
import type { Age } from "@/server/reservation/schemas";
import { AppError, type FieldErrors } from "@/server/shared/errors";
import { partyErrors, partyProblemKeys } from "./party-rules";

/** Flights in travel order: local days of departure, the rule of the trip, and the Korean date of today. */
export type TripAges = { dates: string[]; rule: PassengerRuleRow; today: string };

/** Checks the numbers of a party on a trip whose scope is known. @throws AppError INVALID_INPUT. */
export function checkPartyCounts(counts: PartyCounts, rule: PassengerRuleRow): void {
  refuse(partyErrors(counts, rule));
}

/**
 * Checks the people named against the party that seats were held for.
 *
 * @throws AppError INVALID_INPUT with the passenger's field.
 */
export function checkPassengers(held: PassengerType[], named: Age[], trip: TripAges): void {
  refuse(passengerErrors(held, named, trip));
}

function refuse(fieldErrors: FieldErrors): void {
  if (Object.keys(fieldErrors).length > 0) throw new AppError("INVALID_INPUT", { fieldErrors });
}

/** The same, to be told together with what else is wrong. */
export function passengerErrors(
  held: PassengerType[],
  named: Age[],
  { dates, rule, today }: TripAges,
): FieldErrors {
  const fieldErrors: FieldErrors = {};
  if (named.length !== held.length) fieldErrors.passengers = "partyChanged";
  for (const [n, passenger] of named.entries())
    if (held[n] && passenger.type !== held[n]) fieldErrors[`passengers.${n}.type`] = "partyChanged";
  for (const [n, { birthDate }] of named.entries())
    if (birthDate && isBornTooLongAgo(birthDate, today))
      fieldErrors[`passengers.${n}.birthDate`] = "bornTooLongAgo";
  for (const problem of checkParty(named, dates, rule, today)) {
    const field =
      problem.passengerIndex === undefined ? "passengers" : `passengers.${problem.passengerIndex}.birthDate`;
    fieldErrors[field] ??= partyProblemKeys[problem.code];
  }
  return fieldErrors;
}
