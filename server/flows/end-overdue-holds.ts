import { closeCheckout } from "@/server/payment";
import { undecidedCheckouts } from "@/server/payment/queries";
import { expireHold, expireOverdueHolds, overdueHoldsBeingPaid } from "@/server/reservation";
import type { RequestContext } from "@/server/shared/context";
import { AppError } from "@/server/shared/errors";
import { log } from "@/server/shared/log";
import { type SweepContext, sweepItem } from "@/server/shared/sweep-item";
import { decidePayment } from "./decide-payment";

const UNPAID_HOLDS_PER_RUN = 200;
const PAYING_HOLDS_PER_RUN = 50;
const AT_ONCE = 5;

/** Ends the overdue holds that nobody is paying for. @returns how many holds were ended. */
export const expireUnpaidHolds = (ctx: SweepContext): Promise<number> =>
  expireOverdueHolds(ctx, UNPAID_HOLDS_PER_RUN, (ids) => undecidedCheckouts(ctx, ids));

/**
 * Decides about the overdue holds whose customer is on the payment page or has just paid. It closes the page, and ends
 * the hold only when no money came in. A hold whose card is being charged is left for the next run.
 *
 * @returns how many holds were decided.
 */
export async function decideOverdueHolds(ctx: SweepContext): Promise<number> {
  const beingPaid = await overdueHoldsBeingPaid(ctx, (ids) => undecidedCheckouts(ctx, ids));
  const waiting = beingPaid.slice(0, PAYING_HOLDS_PER_RUN);
  let decided = 0;
  const worker = async () => {
    for (let id = waiting.shift(); id; id = waiting.shift()) if (await decideOrLog(ctx, id)) decided++;
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return decided;
}

/** An error of one hold must not keep the others waiting. */
async function decideOrLog(ctx: SweepContext, id: string): Promise<boolean> {
  try {
    const item = { id, step: "close-checkout", reservationId: id };
    return await sweepItem(ctx, item, (itemCtx) => decide(itemCtx, id), Boolean);
  } catch (error) {
    log.warn({ err: error, reservationId: id }, "could not decide on an overdue hold");
    return false;
  }
}

/** @returns false when the provider does not know the outcome yet. */
async function decide(ctx: RequestContext, reservationId: string): Promise<boolean> {
  try {
    const payment = await closeCheckout(ctx, { reservationId });
    if (payment?.status === "PENDING") return false;
    if (await decidePayment(ctx, payment)) return true;
    return await expireHold(ctx, { reservationId });
  } catch (error) {
    // A provider that does not answer is no failure of this hold: the next run asks again.
    if (error instanceof AppError && error.code === "PAYMENT_UNAVAILABLE") return false;
    throw error;
  }
}
