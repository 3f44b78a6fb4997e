import { eq, sql } from "drizzle-orm";
import { saleEvents } from "@/db/schema/waiting-room";
import { forgetSaleEvents } from "@/server/shared/admission";
import { audit } from "@/server/shared/audit";
import { databaseNow, type RequestContext, requirePermission, transaction } from "@/server/shared/context";
import { parse } from "@/server/shared/parse";
import { lockSaleEvent } from "./lock-sale-event";
import { stateAt } from "./sale-event-rules";
import { type SaleEventIdInput, saleEventIdInput } from "./schemas";

/**
 * Ends a sale event before its time: nobody waits any more, and everybody shops as usual. Again it changes nothing.
 *
 * @throws AppError UNAUTHENTICATED, FORBIDDEN, INVALID_INPUT, NOT_FOUND.
 */
export async function endSaleEvent(ctx: RequestContext, input: SaleEventIdInput): Promise<void> {
  requirePermission(ctx.actor, "sale-event.change");
  const { id } = parse(saleEventIdInput, input);
  await transaction(ctx, async (tx) => {
    const before = stateAt(await lockSaleEvent(tx, id), await databaseNow(tx.tx));
    if (before === "ENDED") return;
    await tx.tx.update(saleEvents).set({ endedAt: sql`clock_timestamp()` }).where(eq(saleEvents.id, id));
    await audit(tx, {
      action: "end-sale-event",
      entity: "sale-event",
      entityId: id,
      before: { status: before },
      after: { status: "ENDED" },
    });
  });
  forgetSaleEvents();
}
