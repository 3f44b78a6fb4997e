import { eq, sql } from "drizzle-orm";
import { clients } from "@/db/schema/platform";
import { audit } from "@/server/shared/audit";
import type { TxContext } from "@/server/shared/context";
import { lockClient } from "./lock-client";

/** Enables or disables a client, unless it is in this state already. @throws AppError NOT_FOUND. */
export async function writeClientState(
  ctx: TxContext,
  id: string,
  state: "ENABLED" | "DISABLED",
): Promise<void> {
  const before = (await lockClient(ctx, id)).disabledAt ? "DISABLED" : "ENABLED";
  if (before === state) return;
  await ctx.tx
    .update(clients)
    .set({ disabledAt: state === "DISABLED" ? sql`clock_timestamp()` : null })
    .where(eq(clients.id, id));
  await audit(ctx, {
    action: state === "DISABLED" ? "disable-client" : "enable-client",
    entity: "client",
    entityId: id,
    before: { status: before },
    after: { status: state },
  });
}
