import { and, eq, sql } from "drizzle-orm";
import { database } from "@/db/client";
import { refunds } from "@/db/schema/payment";
import { requireSystem } from "@/server/shared/context";
import { log } from "@/server/shared/log";
import { type SweepContext, sweepItem } from "@/server/shared/sweep-item";
import { carryOutRefund } from "./carry-out-refund";

const dueAt = sql`coalesce(${refunds.nextCheckAt}, ${refunds.createdAt} + interval '1 minute')`;

/**
 * The sweep behind reactions and webhooks: tries refunds again that did not reach the provider or that it refused, and
 * asks for the state of those that it has accepted. Only for the system.
 *
 * @returns how many refunds were completed.
 */
export async function retryPendingRefunds(ctx: SweepContext, limit = 50): Promise<number> {
  requireSystem(ctx.actor);
  const pending = await database()
    .select({ id: refunds.id, reservationId: refunds.reservationId })
    .from(refunds)
    .where(and(eq(refunds.status, "PENDING"), sql`${dueAt} < clock_timestamp()`))
    .orderBy(dueAt)
    .limit(limit);
  let completed = 0;
  for (const { id, reservationId } of pending) {
    const item = { id, step: "refund-payment", reservationId };
    try {
      if (await sweepItem(ctx, item, (itemCtx) => carryOutRefund(itemCtx, id), Boolean)) completed++;
    } catch (error) {
      log.warn({ err: error, refundId: id }, "a refund is still pending");
    }
  }
  return completed;
}
