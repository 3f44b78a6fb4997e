import { inArray } from "drizzle-orm";
import { database } from "@/db/client";
import { payments } from "@/db/schema/payment";
import { type RequestContext, requireSystem } from "@/server/shared/context";
import type { PaidCheckout } from "./payment-gateway";
import { stripeGateway } from "./stripe-gateway";

/** A payment that the provider has and we have no record of. */
export type LostPayment = PaidCheckout;

/** How many ids one query asks about. */
const BATCH = 500;

/**
 * The payments that the provider has taken for checkouts opened at or after `since`, and that we have no record of:
 * the database was set back to an earlier state. Only for the system.
 *
 * @throws AppError FORBIDDEN · PAYMENT_UNAVAILABLE.
 */
export async function lostPayments(ctx: RequestContext, since: Date): Promise<LostPayment[]> {
  requireSystem(ctx.actor);
  const paid = await stripeGateway.listPaidCheckouts(since);
  const known = new Set<string>();
  for (let from = 0; from < paid.length; from += BATCH) {
    const ids = paid.slice(from, from + BATCH).map(({ order }) => order.paymentId);
    const rows = await database().select({ id: payments.id }).from(payments).where(inArray(payments.id, ids));
    for (const { id } of rows) known.add(id);
  }
  return paid.filter(({ order }) => !known.has(order.paymentId));
}
