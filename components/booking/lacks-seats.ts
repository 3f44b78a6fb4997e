import type { Booking } from "./types";

type Party = {
  passengers: readonly Pick<Booking["passengers"][number], "position" | "type">[];
  segments: readonly { position: number }[];
  seats: Booking["seats"];
};

/** Whether somebody who needs a seat has none on some flight. */
export const lacksSeats = ({ passengers, segments, seats }: Party): boolean =>
  passengers.some(
    ({ type, position }) =>
      type !== "INFANT" &&
      segments.some(
        (leg) =>
          !seats.some((each) => each.passengerPosition === position && each.segmentPosition === leg.position),
      ),
  );
