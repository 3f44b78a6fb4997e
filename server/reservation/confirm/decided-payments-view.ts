import { inArray } from "drizzle-orm";
import { database } from "@/db/client";
import { paymentDecisions } from "@/db/schema/reservation";
import { type RequestContext, requireSystem } from "@/server/shared/context";

/**
 * The ids among `paymentIds` whose payment has been accepted or refused.
 *
 * @throws AppError FORBIDDEN unless a system process asks.
 */
export async function decidedPayments(
  ctx: RequestContext,
  paymentIds: readonly string[],
): Promise<Set<string>> {
  requireSystem(ctx.actor);
  const rows = await database()
    .select({ id: paymentDecisions.paymentId })
    .from(paymentDecisions)
    .where(inArray(paymentDecisions.paymentId, [...paymentIds]));
  return new Set(rows.map((row) => row.id));
}
