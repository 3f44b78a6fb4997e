import { findTrip, listTrips, type TripSummary } from "@/server/reservation/queries";
import type { RequestContext } from "@/server/shared/context";
import { mayBeCharged } from "@/app/_lib/payment-flow";

/** A trip, and whether its customer may be paying for it at this moment. */
export type TripAndCharge = TripSummary & { charging: boolean };

/**
 * The customer's trips after the provider was asked about the unpaid ones. One past its deadline is there only while
 * its payment is being confirmed.
 */
export async function tripsAndCharges(ctx: RequestContext): Promise<TripAndCharge[]> {
  const known = await listTrips(ctx, { overdueToo: true });
  const unpaid = known.filter((trip) => trip.status === "HELD");
  const charged = await Promise.all(unpaid.map(mayBeCharged));
  const charging = new Set(unpaid.filter((_, n) => charged[n]).map((trip) => trip.id));
  // What was found out has been acted on: a payment that had gone through is a reservation by now.
  const trips = charging.size > 0 ? await listTrips(ctx, { overdueToo: true }) : known;
  return trips
    .map((trip) => ({ ...trip, charging: trip.status === "HELD" && charging.has(trip.id) }))
    .filter((trip) => trip.status !== "HELD" || trip.charging || !isOverdue(trip));
}

const isOverdue = ({ paymentDeadline, now }: TripSummary) => Date.parse(paymentDeadline) <= Date.parse(now);

/** Looks a trip up for anybody who has its locator and a surname; also one whose payment is being confirmed. */
export async function findTripAndCharge(ctx: RequestContext, input: { locator: string; surname: string }) {
  const booking = await findTrip(ctx, input, mayBeCharged);
  return { booking, charging: booking.status === "HELD" || booking.status === "EXPIRED" };
}
