import { auditLog } from "@/db/schema/shared";
import { actorId, actorKind, correlationOf, type RequestContext, type TxContext } from "./context";

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
    after: withClient(ctx, change.after),
    correlationId: correlationOf(ctx),
  });
}

/** What an audit row says of a program: which client acted for the account. */
export function withClient({ clientId }: RequestContext, after: unknown): unknown {
  if (clientId === undefined) return after ?? null;
  return { ...(typeof after === "object" ? after : { after }), clientId };
}
