import { ageOn, type LocalDate } from "@/server/shared/time";
import type { PassengerType } from "./passenger-type";
import { inForce, type PassengerPolicies } from "./policy-rows";

export interface SeatedPassenger {
  readonly position: number;
  /** The type on the flight in question. */
  readonly type: PassengerType;
  readonly birthDate: LocalDate | null;
}

/** The age on the day of the flight from which one may sit beside an exit; null while no row allows it. */
export function exitSeatFromAge({ exitSeats }: PassengerPolicies, flightDate: LocalDate): number | null {
  const [row] = inForce(exitSeats, flightDate).sort((a, b) => b.validFrom.localeCompare(a.validFrom));
  return row?.fromAge ?? null;
}

/**
 * Who of a party may choose a seat beside an exit, by position, once its conditions are accepted: people whose
 * birth date is known and who are old enough on the day of the flight. Adults who hold an infant on the lap may
 * not: these are the first adults of the party, one for each infant.
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
