import { checkParty, type PartyCounts } from "@/server/reservation/domain/passenger-type";
import type { PassengerRuleRow } from "@/server/reservation/domain/policy-rows";
import { isBornTooLongAgo } from "@/server/shared/birth-date";
import type { FieldErrors } from "@/server/shared/errors";
import type { PassengerType } from "@/server/shared/fare-terms";
import { refuseFields } from "./check-travel-conflicts";
import { partyErrors, partyProblemKeys } from "./party-rules";
import type { PassengerAge } from "./passenger-schemas";

/** The local days of departure in travel order, the passenger rule of the trip, and the Korean date of today. */
export type TripAges = { dates: string[]; rule: PassengerRuleRow; today: string };

/** Checks the numbers of a party by the passenger rule of its trip. @throws AppError INVALID_INPUT. */
export function checkPartyCounts(counts: PartyCounts, rule: PassengerRuleRow): void {
  refuseFields(partyErrors(counts, rule));
}

/**
 * Checks the named passengers against the party of the hold.
 *
 * @throws AppError INVALID_INPUT with the passenger's field.
 */
export function checkPassengers(held: PassengerType[], named: PassengerAge[], trip: TripAges): void {
  refuseFields(passengerErrors(held, named, trip));
}

/** The errors of `checkPassengers`, for a caller that reports other errors with them. */
export function passengerErrors(
  held: PassengerType[],
  named: PassengerAge[],
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
