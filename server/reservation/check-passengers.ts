import { AppError, type FieldErrors } from "@/server/shared/errors";
import { checkParty, type PartyProblemCode, type PassengerType } from "./domain/passenger-type";
import type { Age } from "./schemas";

const fieldKeys: Record<PartyProblemCode, string> = {
  PARTY_EMPTY: "partyEmpty",
  PARTY_TOO_LARGE: "partyTooLarge",
  CHILD_WITHOUT_ADULT: "childWithoutAdult",
  MORE_INFANTS_THAN_ADULTS: "moreInfantsThanAdults",
  NOT_BORN_YET: "notBornYet",
  AGE_DOES_NOT_MATCH_TYPE: "ageDoesNotMatchType",
};

/**
 * Checks the people named against the party that seats were held for, on the day of each flight.
 * `today` is the Korean date.
 *
 * @throws AppError INVALID_INPUT with the passenger's field.
 */
export function checkPassengers(
  held: PassengerType[],
  named: Age[],
  departureDates: string[],
  today: string,
): void {
  const fieldErrors = passengerErrors(held, named, departureDates, today);
  if (Object.keys(fieldErrors).length > 0) throw new AppError("INVALID_INPUT", { fieldErrors });
}

/** The same, to be told together with what else is wrong. */
export function passengerErrors(
  held: PassengerType[],
  named: Age[],
  departureDates: string[],
  today: string,
): FieldErrors {
  const fieldErrors: FieldErrors = {};
  if (named.length !== held.length) fieldErrors.passengers = "partyChanged";
  for (const [n, passenger] of named.entries())
    if (held[n] && passenger.type !== held[n]) fieldErrors[`passengers.${n}.type`] = "partyChanged";
  for (const problem of checkParty(named, departureDates, today)) {
    const field =
      problem.passengerIndex === undefined ? "passengers" : `passengers.${problem.passengerIndex}.birthDate`;
    fieldErrors[field] ??= fieldKeys[problem.code];
  }
  return fieldErrors;
}
