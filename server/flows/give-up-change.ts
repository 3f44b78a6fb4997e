import { closeCheckout } from "@/server/payment";
import { checkWithdrawal, expireChange, overdueChanges, withdrawChange } from "@/server/reservation";
import { changeStatus } from "@/server/reservation/queries";
import type { ChangeIdInput } from "@/server/reservation/schemas";
import { type RequestContext, systemContext } from "@/server/shared/context";
import { AppError } from "@/server/shared/errors";
import { log } from "@/server/shared/log";
import { type SweepContext, sweepItem } from "@/server/shared/sweep-item";
import { askAboutChange } from "./ask-provider";
import { decidePayment } from "./decide-payment";

/**
 * Gives up a change of flights that waits for its payment, for its customer or staff on their behalf. Its page is closed first, so that nobody can pay
 * for seats that are gone. While a card is being charged the change stays.
 *
 * @throws AppError NOT_FOUND; FORBIDDEN for staff without the permission; PAYMENT_IN_PROGRESS, also when the change has just been paid; PAYMENT_UNAVAILABLE when the
 *   provider does not answer.
 */
export async function giveUpChange(ctx: RequestContext, change: ChangeIdInput): Promise<void> {
  await checkWithdrawal(ctx, change);
  const answer = await askAboutChange(change);
  if (answer === "UNKNOWN") throw new AppError("PAYMENT_UNAVAILABLE");
  if (answer === "PROCESSING") throw new AppError("PAYMENT_IN_PROGRESS");
  const system = systemContext("withdraw-change");
  const payment = await closeCheckout(system, change);
  await decidePayment(system, payment);
  if (payment?.processing) throw new AppError("PAYMENT_IN_PROGRESS");
  await withdrawChange(ctx, change);
  // A page that another tab opened meanwhile.
  await decidePayment(system, await closeCheckout(system, change));
  if ((await changeStatus(ctx, change)) === "DONE") throw new AppError("PAYMENT_IN_PROGRESS");
}

const CHANGES_PER_RUN = 50;

/**
 * Decides about the overdue changes: closes the payment page, and ends the change only when no money came in. One whose
 * card is being charged is left for the next run.
 *
 * @returns how many changes were decided.
 */
export async function endOverdueChanges(ctx: SweepContext): Promise<number> {
  let decided = 0;
  for (const change of await overdueChanges(ctx, CHANGES_PER_RUN)) if (await endOrLog(ctx, change)) decided++;
  return decided;
}

/** An error of one change must not keep the others waiting. */
async function endOrLog(ctx: SweepContext, change: ChangeIdInput): Promise<boolean> {
  const { changeId, reservationId } = change;
  try {
    const item = { id: changeId, step: "expire-change", reservationId };
    return await sweepItem(ctx, item, (own) => end(own, change), Boolean);
  } catch (error) {
    log.warn({ err: error, reservationId, changeId }, "could not decide on an overdue change");
    return false;
  }
}

/** @returns false when the provider does not know the outcome yet. */
async function end(ctx: RequestContext, change: ChangeIdInput): Promise<boolean> {
  try {
    const payment = await closeCheckout(ctx, change);
    if (payment?.status === "PENDING") return false;
    if (await decidePayment(ctx, payment)) return true;
    return await expireChange(ctx, change);
  } catch (error) {
    // A provider that does not answer is no failure of this change: the next run asks again.
    if (error instanceof AppError && error.code === "PAYMENT_UNAVAILABLE") return false;
    throw error;
  }
}
