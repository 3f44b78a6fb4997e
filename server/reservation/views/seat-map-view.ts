import { database } from "@/db/client";
import { mayRead, requireTripActor } from "@/server/reservation/access/require-trip";
import { cabinSeats } from "@/server/reservation/seats/seat-facts";
import type { CabinLayout } from "@/server/shared/cabin-layout";
import type { RequestContext } from "@/server/shared/context";
import { AppError } from "@/server/shared/errors";
import { idOf } from "./booking-view";
import type { SeatMap } from "./seat-map-schemas";

/**
 * The seat map of one segment of the actor's own booking, as it is now. Staff may read that of any booking.
 *
 * @throws AppError UNAUTHENTICATED, NOT_FOUND (also for another customer's booking).
 */
export async function getSeatMap(
  ctx: RequestContext,
  reservationId: string,
  segmentPosition: number,
): Promise<SeatMap> {
  requireTripActor(ctx.actor);
  const cabin = await cabinSeats(database(), idOf(reservationId), segmentPosition);
  if (!cabin || !(await mayRead(ctx.actor, { id: reservationId, customerId: cabin.customerId })))
    throw new AppError("NOT_FOUND");
  return {
    segmentPosition,
    cabin: cabin.cabin,
    columns: cabin.layout.columns,
    fixtures: cabin.layout.fixtures ?? [],
    wingRows: wingRowsOf(cabin.layout),
    isFront: cabin.isFront,
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

function wingRowsOf({ wingRows }: CabinLayout): SeatMap["wingRows"] {
  return wingRows ? { first: wingRows[0], last: wingRows[1] } : null;
}
