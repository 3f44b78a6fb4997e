import { auditLog } from "@/db/schema/shared";
import { actorId, actorKind, correlationOf, type TxContext } from "./context";

type Change = { action: string; entity: string; entityId: string; before?: unknown; after?: unknown };

/** Records who changed what, with the values before and after, in the transaction of the change. */
export async function audit(ctx: TxContext, change: Change): Promise<void> {
  await ctx.tx.insert(auditLog).values({
    actorKind: actorKind(ctx.actor),
    actorId: actorId(ctx.actor),
    action: change.action,
    entity: change.entity,
    entityId: change.entityId,
    before: change.before ?? null,
    after: change.after ?? null,
    correlationId: correlationOf(ctx),
  });
}
