import { closeCheckout, startCheckout } from "@/server/payment";
import { payableChange } from "@/server/reservation";
import type { ChangeIdInput } from "@/server/reservation/schemas";
import { type RequestContext, systemContext } from "@/server/shared/context";
import { closeOutdatedPage } from "./close-payment-page";

/**
 * Opens the provider's payment page for a customer's own change of flights. Asked again, it gives the same page.
 *
 * @returns the address of the page.
 * @throws AppError HOLD_EXPIRED when the change does not wait for a payment any more, PAYMENT_IN_PROGRESS,
 *   PAYMENT_UNAVAILABLE, NOT_FOUND.
 */
export async function beginChangePayment(
  ctx: RequestContext,
  input: ChangeIdInput,
): Promise<{ url: string }> {
  const { flights, ...order } = await payableChange(ctx, input);
  const { reservationId, changeId } = input;
  await closeOutdatedPage(reservationId, order.amount, changeId);
  const legs = flights.map((f) => `${f.designator} ${f.origin}–${f.destination} ${f.departureDate}`);
  const trip = `/trips/${order.locator}`;
  const page = await startCheckout(ctx, {
    ...order,
    changeId,
    description: `MSA Air ${order.locator} · ${legs.join(", ")}`,
    resultPath: `${trip}/change/result?change=${changeId}&`,
    backPath: `${trip}?payment=cancelled`,
  });
  await closeUnlessPayable(ctx, input);
  return page;
}

/** The change may have ended while its page was made: whoever ended it saw no page to close. */
async function closeUnlessPayable(ctx: RequestContext, change: ChangeIdInput): Promise<void> {
  try {
    await payableChange(ctx, change);
  } catch (error) {
    await closeCheckout(systemContext("begin-change-payment"), change);
    throw error;
  }
}
