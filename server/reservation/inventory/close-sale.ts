import { and, eq, sql } from "drizzle-orm";
import { z } from "zod";
import { flights, inventoryUnits } from "@/db/schema/reservation";
import { audit } from "@/server/shared/audit";
import { type RequestContext, requireSystem, transaction } from "@/server/shared/context";
import { parse } from "@/server/shared/parse";

export const closeSaleInput = z.object({ flightId: z.number().int().positive() });

/**
 * Takes a cancelled flight off sale. Its unsold units are blocked for good: the update waits for claims in progress and
 * defeats those that began before, so that no new hold can appear afterwards. A sale that has ended stays as it is.
 */
export async function closeSale(ctx: RequestContext, input: z.input<typeof closeSaleInput>): Promise<void> {
  requireSystem(ctx.actor);
  const { flightId } = parse(closeSaleInput, input);
  await transaction(ctx, async (tx) => {
    const closed = await tx.tx
      .update(flights)
      .set({ status: "CANCELLED", version: sql`${flights.version} + 1` })
      .where(and(eq(flights.id, flightId), eq(flights.status, "ON_SALE")))
      .returning({ id: flights.id });
    if (closed.length === 0) return;
    await tx.tx
      .update(inventoryUnits)
      .set({ heldUntil: sql`'infinity'` })
      .where(and(eq(inventoryUnits.flightId, flightId), eq(inventoryUnits.sold, false)));
    await audit(tx, { action: "close-sale", entity: "flight", entityId: String(flightId) });
  });
}
