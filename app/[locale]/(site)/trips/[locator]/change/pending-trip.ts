import { pendingState } from "@/app/_lib/change/pending-state";
import { contextOfTrip, tripAndCharge } from "@/app/[locale]/(site)/trips/own-trip";
import type { PendingState } from "@/components/change/types";
import type { BookingView } from "@/server/reservation/queries";

/**
 * Reads the customer's own trip, and the change of flights that waits for its payment. The provider is asked about that
 * payment: when it is decided now, the trip is read again.
 */
export async function tripAndChange(
  locator: string,
): Promise<{ booking: BookingView; charging: boolean; pending: PendingState | null }> {
  const found = await tripAndCharge(locator);
  const { pending, isDecided } = await pendingState(await contextOfTrip(locator), found.booking.id);
  return { ...(isDecided ? await tripAndCharge(locator) : found), pending };
}
