import type { PassengerType } from "@/server/shared/fare-terms";
import { ageOn, type LocalDate } from "@/server/shared/time";
import { findRow, type PassengerPolicies } from "./policy-rows";

export interface SeatedPassenger {
  readonly position: number;
  /** The type on the flight in question. */
  readonly type: PassengerType;
  readonly birthDate: LocalDate | null;
}

/** The age from which a passenger may sit beside an exit on the day of the flight; null when no row is in force. */
export function exitSeatFromAge({ exitSeats }: PassengerPolicies, flightDate: LocalDate): number | null {
  return findRow(exitSeats, flightDate, () => true)?.fromAge ?? null;
}

/**
 * The positions of the passengers who may choose a seat beside an exit after accepting its conditions. Their birth date
 * must be known, and they must be old enough on the day of the flight. An adult with an infant on the lap may not:
 * infants are counted to the first adults of the party, one each.
 */
export function exitSeatPositions(
  party: readonly SeatedPassenger[],
  flightDate: LocalDate,
  fromAge: number | null,
): number[] {
  const infants = party.filter(({ type }) => type === "INFANT").length;
  const adults = party.filter(({ type }) => type === "ADULT").sort((a, b) => a.position - b.position);
  const holders = new Set(adults.slice(0, infants).map(({ position }) => position));
  return party
    .filter(
      ({ position, type, birthDate }) =>
        type !== "INFANT" &&
        fromAge !== null &&
        birthDate !== null &&
        ageOn(birthDate, flightDate) >= fromAge &&
        !holders.has(position),
    )
    .map(({ position }) => position);
}
