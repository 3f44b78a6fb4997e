import { database } from "@/db/client";
import { cabinSeats } from "@/server/reservation/seats/seat-facts";
import { type RequestContext, requireMember } from "@/server/shared/context";
import { AppError } from "@/server/shared/errors";
import { idOf } from "./booking-view";
import type { SeatMap } from "./seat-map-schemas";

/**
 * The seat map of one segment of a customer's own booking, as it is now.
 *
 * @throws AppError UNAUTHENTICATED, NOT_FOUND (also for another customer's booking).
 */
export async function getSeatMap(
  ctx: RequestContext,
  reservationId: string,
  segmentPosition: number,
): Promise<SeatMap> {
  const customer = requireMember(ctx.actor);
  const cabin = await cabinSeats(database(), idOf(reservationId), segmentPosition);
  if (cabin?.customerId !== customer.id) throw new AppError("NOT_FOUND");
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
    exit: cabin.exit,
    own: [...cabin.own].map(([passengerPosition, seat]) => ({ passengerPosition, seat })),
  };
}
