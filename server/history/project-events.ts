import { sql } from "drizzle-orm";
import { database } from "@/db/client";
import { batcher } from "@/server/shared/batcher";
import { type RequestContext, requireSystem } from "@/server/shared/context";
import { parse } from "@/server/shared/parse";
import { type Entry, entryOf } from "./entry";
import { type ProjectEventsInput, projectEventsInput } from "./schemas";

/** Entries of events that arrive at the same time share a statement. */
const add = batcher(async (lists: Entry[][]): Promise<number[]> => {
  const { rows } = await database().execute<{ event_id: string }>(sql`
    insert into history.entries (event_id, customer_id, name, version, category, reservation_id, locator,
      summary, occurred_at)
    select "eventId", "customerId", name, version, category, "reservationId", locator, summary, "occurredAt"
    from jsonb_to_recordset(${JSON.stringify(lists.flat())}::jsonb) as e("eventId" uuid, "customerId" uuid,
      name text, version int, category text, "reservationId" uuid, locator text, summary jsonb,
      "occurredAt" timestamptz)
    on conflict do nothing returning event_id`);
  const added = new Set(rows.map((row) => row.event_id));
  return lists.map((list) => list.filter((entry) => added.delete(entry.eventId)).length);
});

/** Adds events to the customers' timelines; those that are there already stay. */
export async function projectEvents(
  ctx: RequestContext,
  input: ProjectEventsInput,
): Promise<{ added: number }> {
  requireSystem(ctx.actor);
  const { events } = parse(projectEventsInput, input);
  return { added: await add(events.map(entryOf)) };
}
