import { inArray } from "drizzle-orm";
import { database } from "@/db/client";
import { payments, refunds } from "@/db/schema/payment";
import { type RequestContext, requireSystem } from "@/server/shared/context";
import type { ListedRefund } from "./payment-gateway";
import { type RefundReason, refundIdOf, refundReasonOf } from "./refund-rules";
import { stripeGateway } from "./stripe-gateway";

/** A refund that the provider has made of a payment that we know, and that we have no record of. */
export type LostRefund = ListedRefund & {
  paymentId: string;
  /** The one that was paid, or one that was split from it. */
  reservationId: string;
  /** Of a reservation that was split from the one that was paid; otherwise null. */
  locator: string | null;
  /** Null when it cannot be told any more. */
  reason: RefundReason | null;
};

/** Finds the other reservations of a family, among which a payment may be shared after a split. */
export type FindSplits = (reservationId: string) => Promise<{ reservationId: string; locator: string }[]>;

/** How many ids one query asks about. */
const BATCH = 500;

/**
 * The refunds that the provider has made at or after `since` of payments that we know, and that we have no record of: the
 * database was set back to an earlier state. Failed ones are left out. Only for the system.
 *
 * @throws AppError FORBIDDEN · PAYMENT_UNAVAILABLE.
 */
export async function lostRefunds(
  ctx: RequestContext,
  since: Date,
  findSplits: FindSplits,
): Promise<LostRefund[]> {
  requireSystem(ctx.actor);
  const made = (await stripeGateway.listRefunds({ since })).filter(({ state }) => state !== "FAILED");
  const lost: LostRefund[] = [];
  for (let from = 0; from < made.length; from += BATCH)
    for (const refund of await unknownOf(made.slice(from, from + BATCH)))
      lost.push(await attributed(refund, findSplits));
  return lost;
}

/** Whose whole cancellation a refund was for; its reason stays unknown when it was for nobody's. */
async function attributed(refund: LostRefund, findSplits: FindSplits): Promise<LostRefund> {
  if (refund.reason !== null) return refund;
  const { paymentId, refundId } = refund;
  for (const { reservationId, locator } of await findSplits(refund.reservationId)) {
    const order = { paymentId, reason: "CANCELLED" as const, changeId: null };
    if (refundIdOf({ ...order, splitReservationId: reservationId }) === refundId)
      return { ...refund, reservationId, locator, reason: "CANCELLED" };
  }
  return refund;
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
            locator: null,
            reason: refundReasonOf(of.id, refund.refundId),
          },
        ]
      : [];
  });
}
