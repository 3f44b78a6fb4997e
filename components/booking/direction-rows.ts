import type { PassengerType } from "@/server/shared/fare-terms";
import { typeOnFlight } from "./passenger-rules";
import type { BookedPassenger, Booking } from "./types";

export type DirectionRow = {
  passenger: BookedPassenger;
  /** The type that counts on this flight. */
  type: PassengerType;
  seat: string | null;
  /** What this passenger pays for this flight with all charges, in whole won. */
  amount: number;
};

/** Every passenger on one flight of a booking that is not paid yet. */
export const passengerRows = (
  { passengers, priceLines, seats }: Pick<Booking, "passengers" | "priceLines" | "seats">,
  segment: number,
): DirectionRow[] =>
  passengers.map((passenger) => {
    const isOwn = (each: { segmentPosition: number; passengerPosition: number }) =>
      each.segmentPosition === segment && each.passengerPosition === passenger.position;
    return {
      passenger,
      type: typeOnFlight(passenger, segment),
      seat: seats.find(isOwn)?.seat ?? null,
      amount: priceLines.filter(isOwn).reduce((sum, { amount }) => sum + amount, 0),
    };
  });
