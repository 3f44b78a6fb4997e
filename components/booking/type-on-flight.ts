import type { BookedPassenger, PassengerKind } from "./types";

type Typed = Pick<BookedPassenger, "type" | "segmentTypes">;

/** What a passenger is on one flight: a birthday may lie between the flights. */
export const typeOnFlight = ({ type, segmentTypes }: Typed, segment: number): PassengerKind =>
  segmentTypes[segment] ?? type;

/** The types a passenger has on the way, in order and each once. */
export const typesOnTheWay = ({ type, segmentTypes }: Typed): PassengerKind[] => [
  ...new Set([type, ...segmentTypes]),
];

/** Who is to be seated on one flight: what a seat map needs to know of a passenger, and no more. */
export type SeatPassenger = Pick<BookedPassenger, "position" | "type" | "surname" | "givenName">;

export const passengersOn = (passengers: readonly BookedPassenger[], segment: number): SeatPassenger[] =>
  passengers.map((passenger) => ({
    position: passenger.position,
    type: typeOnFlight(passenger, segment),
    surname: passenger.surname,
    givenName: passenger.givenName,
  }));
