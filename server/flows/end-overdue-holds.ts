import { closeCheckout } from "@/server/payment";
import { undecidedCheckouts } from "@/server/payment/queries";
import { acceptPayment, expireHold, overdueHoldsBeingPaid } from "@/server/reservation";
import type { RequestContext } from "@/server/shared/context";
import { AppError } from "@/server/shared/errors";
import { log } from "@/server/shared/log";
import { type SweepContext, sweepItem } from "@/server/shared/sweep-item";

const HOLDS_PER_RUN = 50;
const AT_ONCE = 5;

/**
 * Overdue holds whose customer stands on the payment page or has just paid: closes the page, and ends the hold only
 * when no money has come of it. A hold whose card is still being charged waits for the next time.
 *
 * @returns how many are decided now.
 */
export async function decideOverdueHolds(ctx: SweepContext): Promise<number> {
  const waiting = (await overdueHoldsBeingPaid(ctx, undecidedCheckouts)).slice(0, HOLDS_PER_RUN);
  let decided = 0;
  const worker = async () => {
    for (let id = waiting.shift(); id; id = waiting.shift()) if (await decideOne(ctx, id)) decided++;
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return decided;
}

async function decideOne(ctx: SweepContext, id: string): Promise<boolean> {
  try {
    const item = { id, step: "close-checkout", reservationId: id };
    return await sweepItem(ctx, item, (itemCtx) => decide(itemCtx, id), Boolean);
  } catch (error) {
    log.warn({ err: error, reservationId: id }, "could not decide on an overdue hold");
    return false;
  }
}

async function decide(ctx: RequestContext, reservationId: string): Promise<boolean> {
  try {
    const payment = await closeCheckout(ctx, { reservationId });
    if (payment?.status === "PENDING") return false;
    if (payment?.status !== "CAPTURED") return await expireHold(ctx, { reservationId });
    await acceptPayment(ctx, { reservationId, paymentId: payment.paymentId, amount: payment.amount });
    return true;
  } catch (error) {
    // A provider that does not answer is no failure of this hold: its outcome is unknown, and asked for again.
    if (error instanceof AppError && error.code === "PAYMENT_UNAVAILABLE") return false;
    throw error;
  }
}
