import { inArray } from "drizzle-orm";
import { database } from "@/db/client";
import { payments, refunds } from "@/db/schema/payment";
import { type RequestContext, requireSystem } from "@/server/shared/context";
import type { ListedRefund } from "./payment-gateway";
import { type RefundReason, refundReasonOf } from "./refund-rules";
import { stripeGateway } from "./stripe-gateway";

/** A refund that the provider has made of a payment that we know, and that we have no record of. */
export type LostRefund = ListedRefund & {
  paymentId: string;
  reservationId: string;
  /** Null when it cannot be told any more. */
  reason: RefundReason | null;
};

/** How many ids one query asks about. */
const BATCH = 500;

/**
 * The refunds that the provider has made at or after `since` of payments that we know, and that we have no record of: the
 * database was set back to an earlier state. Failed ones are left out. Only for the system.
 *
 * @throws AppError FORBIDDEN · PAYMENT_UNAVAILABLE.
 */
export async function lostRefunds(ctx: RequestContext, since: Date): Promise<LostRefund[]> {
  requireSystem(ctx.actor);
  const made = (await stripeGateway.listRefunds({ since })).filter(({ state }) => state !== "FAILED");
  const lost: LostRefund[] = [];
  for (let from = 0; from < made.length; from += BATCH)
    lost.push(...(await unknownOf(made.slice(from, from + BATCH))));
  return lost;
}

async function unknownOf(made: ListedRefund[]): Promise<LostRefund[]> {
  const [known, paymentRows] = await Promise.all([
    database()
      .select({ id: refunds.id })
      .from(refunds)
      .where(
        inArray(
          refunds.id,
          made.map(({ refundId }) => refundId),
        ),
      ),
    database()
      .select({ id: payments.id, reservationId: payments.reservationId, intent: payments.paymentIntentId })
      .from(payments)
      .where(
        inArray(
          payments.paymentIntentId,
          made.map(({ paymentIntentId }) => paymentIntentId),
        ),
      ),
  ]);
  const knownIds = new Set(known.map(({ id }) => id));
  const payment = new Map(paymentRows.map((row) => [row.intent, row]));
  return made.flatMap((refund) => {
    const of = payment.get(refund.paymentIntentId);
    return of && !knownIds.has(refund.refundId)
      ? [
          {
            ...{ ...refund, paymentId: of.id, reservationId: of.reservationId },
            reason: refundReasonOf(of.id, refund.refundId),
          },
        ]
      : [];
  });
}
