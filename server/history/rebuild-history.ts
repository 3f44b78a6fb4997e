import { sql } from "drizzle-orm";
import { entries } from "@/db/schema/history";
import { type RequestContext, requireAdmin, transaction } from "@/server/shared/context";
import { readEventLog } from "@/server/shared/event-log";
import { entryOf } from "./entry";
import { categoryOf } from "./events";

const BATCH = 1_000;

/**
 * Writes the timeline again from the event log while the site runs: missing rows are added, rows that
 * differ from what their event says are put right. For administrators and for the system itself.
 */
export async function rebuildHistory(ctx: RequestContext): Promise<{ events: number }> {
  if (ctx.actor.kind !== "SYSTEM") requireAdmin(ctx.actor);
  const names = [...categoryOf.keys()];
  let events = 0;
  for (let after = 0; ; ) {
    const rows = await readEventLog(names, after, BATCH);
    const last = rows.at(-1);
    if (!last) return { events };
    const batch = rows.map((row) => entryOf({ ...row, eventId: row.id }));
    await transaction(ctx, ({ tx }) =>
      tx.insert(entries).values(batch).onConflictDoUpdate({ target: entries.eventId, set: replaced }),
    );
    events += rows.length;
    after = last.seq;
  }
}

const replaced = {
  customerId: sql`excluded.customer_id`,
  name: sql`excluded.name`,
  version: sql`excluded.version`,
  category: sql`excluded.category`,
  reservationId: sql`excluded.reservation_id`,
  locator: sql`excluded.locator`,
  summary: sql`excluded.summary`,
  occurredAt: sql`excluded.occurred_at`,
};
