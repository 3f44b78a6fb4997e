import { typesOnFlights } from "@/server/reservation/domain/passenger-type";
import type { PassengerType } from "@/server/shared/fare-terms";
import type { TripAges } from "./check-passengers";

/** A named passenger with the facts that prices, units and seats depend on. */
export type TypedPassenger = {
  type: PassengerType;
  birthDate: string;
  /** The type on each flight; null when it is `type` on all of them. */
  segmentTypes: PassengerType[] | null;
};

/** Determines the type of each passenger on each flight of the trip. */
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
