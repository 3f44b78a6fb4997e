import { bookedFlights } from "@/server/reservation/queries";
import { hasSaleEvents } from "@/server/shared/admission";
import { type RequestContext, systemContext } from "@/server/shared/context";
import { log } from "@/server/shared/log";
import { releaseBooked } from "@/server/waiting-room";

/**
 * Lets somebody who has booked make room for the next one. Without a sale event it asks the database at most once a second, for all bookings.
 * A booking never fails because of it: a place that stays ends with its time.
 */
export async function releaseBookedPlace(ctx: RequestContext, reservationId: string): Promise<void> {
  try {
    if (!(await hasSaleEvents())) return;
    const system = { ...ctx, ...systemContext("waiting-room") };
    const booked = await bookedFlights(system, reservationId);
    if (booked) await releaseBooked(system, booked);
  } catch (error) {
    log.warn(
      { err: error, reservationId },
      "the place of somebody who has booked was not given to the next one",
    );
  }
}
