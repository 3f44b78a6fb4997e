import { and, eq, sql } from "drizzle-orm";
import { z } from "zod";
import { deadLetters } from "@/db/schema/assurance";
import { type RequestContext, requireSystem, transaction } from "@/server/shared/context";
import { receipt } from "@/server/shared/deliveries";
import { uuidv7 } from "@/server/shared/ids";
import { parse } from "@/server/shared/parse";
import { closedLetter } from "./resolve-dead-letter";
import { type ParkDeadLetterInput, parkDeadLetterInput } from "./schemas";

/** Reads the ids of an event that may be malformed. */
const eventIds = z.object({
  eventId: z.string().optional().catch(undefined),
  correlationId: z.string().optional().catch(undefined),
  replayOf: z.uuid().optional().catch(undefined),
});

/**
 * Parks a run that used up its retries, with everything that is needed to replay its event. The event is not published
 * again until an administrator replays the letter. When a replay fails, its new letter closes the letter it came from.
 */
export async function parkDeadLetter(ctx: RequestContext, input: ParkDeadLetterInput): Promise<void> {
  requireSystem(ctx.actor);
  const { functionId, runId, event, error, reopen } = parse(parkDeadLetterInput, input);
  const { eventId, correlationId, replayOf } = eventIds.catch({}).parse(event.data);
  await transaction(ctx, async ({ tx }) => {
    const known = z.uuid().safeParse(eventId);
    if (known.success) await receipt(tx, { eventId: known.data, consumer: functionId });
    const letter = tx.insert(deadLetters).values({
      id: uuidv7(),
      functionId,
      runId,
      eventId: eventId ?? event.id ?? "unknown",
      eventName: event.name,
      event,
      error,
      correlationId: correlationId ?? null,
    });
    const unlessParked = reopen
      ? letter.onConflictDoUpdate({
          target: deadLetters.runId,
          set: { event, error, parkedAt: sql`now()`, replayedAt: null, resolvedAt: null },
          setWhere: sql`${deadLetters.resolvedAt} is not null`,
        })
      : letter.onConflictDoNothing();
    const parked = await unlessParked.returning({ id: deadLetters.id });
    if (parked.length === 0 || !replayOf) return;
    await tx
      .update(deadLetters)
      .set(closedLetter)
      // A letter of another function about the same event stays open.
      .where(and(eq(deadLetters.id, replayOf), eq(deadLetters.functionId, functionId)));
  });
}
