import { contextOfTrip, tripAndCharge } from "@/app/[locale]/(site)/trips/own-trip";
import type { PendingChange } from "@/components/change/types";
import { completeChangePayment } from "@/server/flows/complete-change-payment";
import { type BookingView, pendingChange } from "@/server/reservation/queries";

export type PendingState = {
  change: PendingChange;
  /** Where its payment stands: PROCESSING while a card may be charged. */
  state: "PROCESSING" | "OPEN" | "DECLINED";
};

/**
 * Reads the customer's own trip, and the change of flights that waits for its payment. The provider is asked about that
 * payment: when it is decided now, the trip is read again.
 */
export async function tripAndChange(
  locator: string,
): Promise<{ booking: BookingView; charging: boolean; pending: PendingState | null }> {
  const found = await tripAndCharge(locator);
  const ctx = await contextOfTrip(locator);
  const change = await pendingChange(ctx, found.booking.id);
  if (!change) return { ...found, pending: null };
  const { state } = await completeChangePayment(ctx, {
    reservationId: found.booking.id,
    changeId: change.changeId,
  });
  if (state === "PROCESSING" || state === "OPEN" || state === "DECLINED")
    return { ...found, pending: { change, state } };
  return { ...(await tripAndCharge(locator)), pending: null };
}
