import { database } from "@/db/client";
import type { SeatProperty } from "@/server/shared/cabin-layout";
import { type RequestContext, requireMember } from "@/server/shared/context";
import { AppError } from "@/server/shared/errors";
import { cabinSeats } from "../seat-facts";
import { getBooking } from "./booking";

export type SeatMap = {
  segmentPosition: number;
  cabin: string;
  /** Seat letters from left to right, a blank for each aisle. */
  columns: string;
  seats: { seat: string; row: number; column: string; properties: readonly SeatProperty[]; taken: boolean }[];
  /** This party's own seats. */
  own: { passengerPosition: number; seat: string }[];
};

/** The seat map of one segment of a customer's own booking, as it is now. @throws AppError NOT_FOUND. */
export async function getSeatMap(
  ctx: RequestContext,
  reservationId: string,
  segmentPosition: number,
): Promise<SeatMap> {
  requireMember(ctx.actor);
  const [booking, cabin] = await Promise.all([
    getBooking(ctx, reservationId),
    cabinSeats(database(), reservationId, segmentPosition),
  ]);
  if (!cabin || booking.id !== reservationId) throw new AppError("NOT_FOUND");
  return {
    segmentPosition,
    cabin: cabin.cabin,
    columns: cabin.layout.columns,
    seats: cabin.seats.map(({ seat, row, column, properties }) => ({
      seat,
      row,
      column,
      properties,
      taken: cabin.taken.has(seat),
    })),
    own: [...cabin.own].map(([passengerPosition, seat]) => ({ passengerPosition, seat })),
  };
}
