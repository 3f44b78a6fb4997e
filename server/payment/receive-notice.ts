import { eq } from "drizzle-orm";
import { database } from "@/db/client";
import { refunds } from "@/db/schema/payment";
import { type RequestContext, requireSystem } from "@/server/shared/context";
import { lastTraceOf } from "@/server/shared/event-log";
import { inTraceOf, isTracing } from "@/server/shared/trace";
import type { ProviderNotice, RefundState } from "./payment-gateway";
import type { SettledPayment } from "./payment-rows";
import { recordNotice } from "./record-notice";
import { stripeGateway } from "./stripe-gateway";

/**
 * Takes a webhook of the provider. A repeated notice has no further effect; notices may arrive in any order. Only for
 * the system.
 *
 * @returns the payment that the notice is about; null for any other notice.
 * @throws AppError FORBIDDEN when the signature is not the provider's; PAYMENT_UNAVAILABLE when the notice is
 *   incomplete and the provider cannot be asked. Nothing changes then.
 * @throws NoticeNotUnderstood when it is malformed, or when money came in for a payment that we do not have.
 */
export async function receiveNotice(
  ctx: RequestContext,
  body: string,
  signature: string,
): Promise<SettledPayment | null> {
  requireSystem(ctx.actor);
  return take(ctx, await stripeGateway.verifyNotice(body, signature));
}

/**
 * Takes a notice that was parked earlier. Its signature was verified at that time, and has expired since. Only for
 * the system.
 *
 * @throws as `receiveNotice`, except FORBIDDEN for the signature.
 */
export async function receiveVerifiedNotice(
  ctx: RequestContext,
  body: string,
): Promise<SettledPayment | null> {
  requireSystem(ctx.actor);
  return take(ctx, stripeGateway.readNotice(body));
}

/** Takes a notice in the trace of the click that it is a late answer to. */
async function take(ctx: RequestContext, notice: ProviderNotice): Promise<SettledPayment | null> {
  const traceparent = notice.kind === "REFUND" ? await traceOfRefund(notice.refund) : notice.traceparent;
  return inTraceOf(traceparent, `notice ${notice.type}`, {}, () => record(ctx, notice));
}

async function record(ctx: RequestContext, notice: ProviderNotice): Promise<SettledPayment | null> {
  if (notice.kind !== "FAILED_LATE") return recordNotice(ctx, notice);
  const checkout = await stripeGateway.retrieveCheckout(notice.sessionId);
  return recordNotice(ctx, { ...notice, kind: "CHECKOUT", checkout });
}

/** The trace in which a refund was ordered. The provider has no metadata of it: a repeated call must never differ. */
async function traceOfRefund({ providerRefundId }: RefundState): Promise<string | null> {
  if (!isTracing()) return null;
  const [refund] = await database()
    .select({ reservationId: refunds.reservationId })
    .from(refunds)
    .where(eq(refunds.providerRefundId, providerRefundId));
  return refund ? lastTraceOf(refund.reservationId) : null;
}
