import { eq } from "drizzle-orm";
import { database } from "@/db/client";
import { payments, refunds } from "@/db/schema/payment";
import type { RequestContext } from "@/server/shared/context";
import { RefundRefused, type RefundState } from "./payment-gateway";
import { type RefundOfPayment, recordRefundError, recordRefundState } from "./record-refund";
import { stripeGateway } from "./stripe-gateway";

/** The provider keeps an idempotency key for at least 24 hours. */
const KEY_LIFETIME_HOURS = 20;

/**
 * Asks the provider to make a refund, or for the state of a refund that it has already accepted.
 *
 * @returns true when the money is back; false while the bank has not answered.
 * @throws the provider's error, so that the caller tries again.
 */
export async function carryOutRefund(ctx: RequestContext, refundId: string): Promise<boolean> {
  const [row] = await database()
    .select({ refund: refunds, payment: payments })
    .from(refunds)
    .innerJoin(payments, eq(payments.id, refunds.paymentId))
    .where(eq(refunds.id, refundId));
  if (!row || row.refund.status === "COMPLETED") return true;
  let answer: RefundState;
  try {
    answer = await askProvider(row);
  } catch (error) {
    await recordRefundError(ctx, row, error);
    throw error;
  }
  await recordRefundState(ctx, row, answer);
  if (answer.state === "FAILED") throw new RefundRefused(`the bank answered ${answer.failure}`);
  return answer.state === "SUCCEEDED";
}

async function askProvider({ refund, payment }: RefundOfPayment): Promise<RefundState> {
  const { id: refundId, providerRefundId, refusals, amount } = refund;
  if (providerRefundId) return stripeGateway.retrieveRefund(providerRefundId);
  const { paymentIntentId } = payment;
  if (!paymentIntentId) throw new Error("the capture has no payment intent");
  const ageHours = (Date.now() - refund.createdAt.getTime()) / 3_600_000;
  const known =
    ageHours > KEY_LIFETIME_HOURS ? await stripeGateway.findRefund({ refundId, paymentIntentId }) : null;
  return known ?? stripeGateway.refund({ refundId, refusals, paymentIntentId, amount });
}
