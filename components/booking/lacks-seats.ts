import { typeOnFlight } from "./type-on-flight";
import type { Booking } from "./types";

type Party = {
  passengers: readonly Pick<Booking["passengers"][number], "position" | "type" | "segmentTypes">[];
  segments: readonly { position: number }[];
  seats: Booking["seats"];
};

/** Whether somebody who needs a seat has none on some flight. */
export const lacksSeats = ({ passengers, segments, seats }: Party): boolean =>
  passengers.some((passenger) =>
    segments.some(
      (leg) =>
        typeOnFlight(passenger, leg.position) !== "INFANT" &&
        !seats.some(
          (each) => each.passengerPosition === passenger.position && each.segmentPosition === leg.position,
        ),
    ),
  );
