import { eq, sql } from "drizzle-orm";
import { z } from "zod";
import { database } from "@/db/client";
import { deadLetters } from "@/db/schema/assurance";
import { audit } from "@/server/shared/audit";
import { type RequestContext, requirePermission, transaction } from "@/server/shared/context";
import { AppError } from "@/server/shared/errors";
import { uuidv7 } from "@/server/shared/ids";
import { parse } from "@/server/shared/parse";
import { rewindProjection } from "@/server/shared/projection";
import { projectionOf } from "./projection-letter-rules";
import { type ReplayDeadLetterInput, replayDeadLetterInput } from "./schemas";

export type ReplayedEvent = { id: string; name: string; data: Record<string, unknown> };

/**
 * Replays the event of a dead letter. The engine gets the event under a new id, because it ignores an id that it has
 * seen. The envelope keeps the event's own id, so that every effect still happens once. For a projection nothing is
 * published: its cursor goes back to the event and the letter is closed; the letter is opened again if that fails.
 *
 * @param publish sends the event to the engine; when it throws, the letter stays as it was.
 * @throws AppError UNAUTHENTICATED, FORBIDDEN, NOT_FOUND, CONFLICT (the letter is closed).
 */
export async function replayDeadLetter(
  ctx: RequestContext,
  input: ReplayDeadLetterInput,
  publish: (event: ReplayedEvent) => Promise<void>,
): Promise<void> {
  requirePermission(ctx.actor, "operation.change");
  const { deadLetterId } = parse(replayDeadLetterInput, input);
  const letter = await markReplayed(ctx, deadLetterId);
  if (projectionOf(letter.functionId)) return;
  const data = letter.event.data as Record<string, unknown>;
  try {
    // Outside of the transaction: projections wait for the oldest open transaction, and must not wait for an engine.
    await publish({ id: uuidv7(), name: letter.eventName, data: { ...data, replayOf: deadLetterId } });
  } catch (error) {
    const { replayedAt } = letter;
    await database().update(deadLetters).set({ replayedAt }).where(eq(deadLetters.id, deadLetterId));
    throw error;
  }
}

type Letter = typeof deadLetters.$inferSelect;

/** Marks the letter as replayed, and closes it when it is a projection's. @returns the letter as it was before. */
function markReplayed(ctx: RequestContext, deadLetterId: string): Promise<Letter> {
  return transaction(ctx, async (tx) => {
    const [letter] = await tx.tx
      .select()
      .from(deadLetters)
      .where(eq(deadLetters.id, deadLetterId))
      .for("update");
    if (!letter) throw new AppError("NOT_FOUND");
    if (letter.resolvedAt) throw new AppError("CONFLICT");
    const projection = projectionOf(letter.functionId);
    await tx.tx
      .update(deadLetters)
      .set({ replayedAt: sql`now()`, ...(projection && { resolvedAt: sql`now()` }) })
      .where(eq(deadLetters.id, deadLetterId));
    await audit(tx, {
      action: "replay",
      entity: "dead-letter",
      entityId: deadLetterId,
      after: { functionId: letter.functionId, eventId: letter.eventId },
    });
    if (projection && z.uuid().safeParse(letter.eventId).success)
      await rewindProjection(tx, projection, letter.eventId);
    return letter;
  });
}
