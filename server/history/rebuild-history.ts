import { sql } from "drizzle-orm";
import { database } from "@/db/client";
import { type RequestContext, requireAdmin, transaction } from "@/server/shared/context";
import { beyondCursor, type CatchUpOptions, catchUp, resetProjection } from "@/server/shared/projection";
import { historyProjection } from "./catch-up-history";

const { name, events } = historyProjection;
const LIMIT = 1_000;

/**
 * Writes the timeline again from the event log while the site runs: missing rows are added, rows that differ
 * from what their event says are put right. For administrators and for the system itself.
 *
 * @returns the events that the timeline has been made of.
 */
export async function rebuildHistory(
  ctx: RequestContext,
  { onPoison }: Pick<CatchUpOptions, "onPoison">,
): Promise<{ events: number }> {
  if (ctx.actor.kind !== "SYSTEM") requireAdmin(ctx.actor);
  await transaction(ctx, (tx) => resetProjection(tx, name));
  // Whoever else catches up meanwhile takes part in it.
  while ((await catchUp(ctx, historyProjection, { limit: LIMIT, onPoison })).more);
  return { events: await countProjected() };
}

async function countProjected(): Promise<number> {
  const { rows } = await database().execute<{ events: number }>(sql`
    select count(*)::int as events from shared.outbox o
    where o.name = any(${sql.param([...events])}::text[]) and not (${beyondCursor(name)})`);
  return rows[0]?.events ?? 0;
}
