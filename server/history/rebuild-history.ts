import { sql } from "drizzle-orm";
import { database } from "@/db/client";
import { type RequestContext, requirePermissionOrSystem, transaction } from "@/server/shared/context";
import {
  beyondCursor,
  type CatchUpOptions,
  catchUp,
  eventNamesOf,
  resetProjection,
} from "@/server/shared/projection";
import { historyProjection } from "./catch-up-history";

const { name } = historyProjection;
const LIMIT = 1_000;

/**
 * Writes the timeline again from the event log while the site runs: missing entries are added, and entries that differ
 * from their event are corrected. For staff and the system.
 *
 * @returns the number of events that the timeline was made from.
 * @throws AppError UNAUTHENTICATED, FORBIDDEN.
 */
export async function rebuildHistory(
  ctx: RequestContext,
  { onPoison }: Pick<CatchUpOptions, "onPoison">,
): Promise<{ events: number }> {
  requirePermissionOrSystem(ctx.actor, "operation.change");
  await transaction(ctx, (tx) => resetProjection(tx, name));
  // Other processes that catch up at the same time do a part of the work.
  while ((await catchUp(ctx, historyProjection, { limit: LIMIT, onPoison })).more);
  return { events: await countProjected() };
}

async function countProjected(): Promise<number> {
  const { rows } = await database().execute<{ events: number }>(sql`
    select count(*)::int as events from shared.outbox o
    where o.name = any(${sql.param(eventNamesOf(historyProjection))}::text[]) and not (${beyondCursor(name)})`);
  return rows[0]?.events ?? 0;
}
