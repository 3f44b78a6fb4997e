import { findTrip, listTrips, type TripSummary } from "@/server/reservation/queries";
import { isLiveHold } from "@/server/reservation/schemas";
import type { RequestContext } from "@/server/shared/context";
import { mayBeCharged } from "./ask-provider";

/** A trip; `charging` is true while its customer may be paying for it. */
export type TripAndCharge = TripSummary & { charging: boolean };

/**
 * The customer's own trips, after the provider was asked about the unpaid ones. A hold past its deadline is listed only
 * while its payment is being confirmed.
 */
export async function tripsAndCharges(ctx: RequestContext): Promise<TripAndCharge[]> {
  const known = await listTrips(ctx, { overdueToo: true });
  const unpaid = known.filter((trip) => trip.status === "HELD");
  const charged = await Promise.all(unpaid.map(mayBeCharged));
  const charging = new Set(unpaid.filter((_, n) => charged[n]).map((trip) => trip.id));
  // The provider's answers were acted on: a captured payment has become a booking, so the list is read again.
  const trips = charging.size > 0 ? await listTrips(ctx, { overdueToo: true }) : known;
  return trips
    .map((trip) => ({ ...trip, charging: trip.status === "HELD" && charging.has(trip.id) }))
    .filter((trip) => trip.status !== "HELD" || trip.charging || isLiveHold(trip, trip.now));
}

/**
 * Finds a trip for anybody who has its locator and a surname, also while its payment is being confirmed.
 *
 * @throws AppError as `findTrip` does.
 */
export async function findTripAndCharge(ctx: RequestContext, input: { locator: string; surname: string }) {
  const booking = await findTrip(ctx, input, mayBeCharged);
  return { booking, charging: booking.status === "HELD" || booking.status === "EXPIRED" };
}
