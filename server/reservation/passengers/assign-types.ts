import { type PassengerType, typesOnFlights } from "@/server/reservation/domain/passenger-type";
import type { TripAges } from "./check-passengers";

/** A named passenger as prices, units and seats see them. */
export type TypedPassenger = {
  type: PassengerType;
  birthDate: string;
  /** The type on each flight; null when it is `type` on all of them. */
  segmentTypes: PassengerType[] | null;
};

/** Finds the type of each passenger on each flight of the trip. */
export const typedPassengers = (
  named: readonly { type: PassengerType; birthDate: string }[],
  { dates, rule }: Pick<TripAges, "dates" | "rule">,
): TypedPassenger[] =>
  named.map(({ type, birthDate }) => {
    const segmentTypes = typesOnFlights({ type, birthDate }, dates, rule);
    return {
      type,
      birthDate,
      segmentTypes: segmentTypes.every((each) => each === type) ? null : segmentTypes,
    };
  });
