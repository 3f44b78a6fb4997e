import { database } from "@/db/client";
import { entries } from "@/db/schema/history";
import { type RequestContext, requireSystem } from "@/server/shared/context";
import { parse } from "@/server/shared/parse";
import { entryOf } from "./entry";
import { type ProjectEventsInput, projectEventsInput } from "./schemas";

/** Adds events to the customers' timelines, in one statement; those that are there already stay. */
export async function projectEvents(
  ctx: RequestContext,
  input: ProjectEventsInput,
): Promise<{ added: number }> {
  requireSystem(ctx.actor);
  const { events } = parse(projectEventsInput, input);
  const added = await database()
    .insert(entries)
    .values(events.map(entryOf))
    .onConflictDoNothing()
    .returning({ eventId: entries.eventId });
  return { added: added.length };
}
