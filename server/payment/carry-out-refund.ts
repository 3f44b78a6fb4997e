import { eq, sql } from "drizzle-orm";
import { database } from "@/db/client";
import { payments, refunds } from "@/db/schema/payment";
import type { RequestContext } from "@/server/shared/context";
import { RefundRefused, type RefundState } from "./payment-gateway";
import { type RefundOfPayment, recordRefundError, recordRefundState } from "./record-refund";
import { stripeGateway } from "./stripe-gateway";

/** The provider keeps an idempotency key for at least 24 hours. */
const KEY_LIFETIME_HOURS = 20;

const keyMayBeForgotten = sql<boolean>`${refunds.createdAt}
  < clock_timestamp() - make_interval(hours => ${KEY_LIFETIME_HOURS})`;

/**
 * Asks the provider to make a refund, or for the state of a refund that it has already accepted.
 *
 * @returns true when the money is back; false while the bank has not answered.
 * @throws the provider's error, so that the caller tries again.
 */
export async function carryOutRefund(ctx: RequestContext, refundId: string): Promise<boolean> {
  const [row] = await database()
    .select({ refund: refunds, payment: payments, keyMayBeForgotten })
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

type Asked = RefundOfPayment & { keyMayBeForgotten: boolean };

async function askProvider({ refund, payment, ...row }: Asked): Promise<RefundState> {
  const { id: refundId, providerRefundId, refusals, amount } = refund;
  if (providerRefundId) return stripeGateway.retrieveRefund(providerRefundId);
  const { paymentIntentId } = payment;
  if (!paymentIntentId) throw new Error("the capture has no payment intent");
  const known = row.keyMayBeForgotten ? await stripeGateway.findRefund({ refundId, paymentIntentId }) : null;
  return known ?? stripeGateway.refund({ refundId, refusals, paymentIntentId, amount });
}
