import { AppError, type FieldErrors } from "@/server/shared/errors";
import { checkParty, type PartyProblemCode, type PassengerType } from "./domain/passenger-type";
import type { PassengerInput } from "./schemas";

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
 *
 * @throws AppError INVALID_INPUT with the passenger's field.
 */
export function checkPassengers(
  held: PassengerType[],
  named: PassengerInput[],
  departureDates: string[],
): void {
  const fieldErrors: FieldErrors = {};
  if (named.length !== held.length) fieldErrors.passengers = "partyChanged";
  for (const [n, passenger] of named.entries())
    if (held[n] && passenger.type !== held[n]) fieldErrors[`passengers.${n}.type`] = "partyChanged";
  for (const problem of checkParty(named, departureDates)) {
    const field =
      problem.passengerIndex === undefined ? "passengers" : `passengers.${problem.passengerIndex}.birthDate`;
    fieldErrors[field] ??= fieldKeys[problem.code];
  }
  if (Object.keys(fieldErrors).length > 0) throw new AppError("INVALID_INPUT", { fieldErrors });
}
