import { and, eq, isNull, sql } from "drizzle-orm";
import { deadLetters } from "@/db/schema/assurance";
import { type RequestContext, requireSystem, transaction } from "@/server/shared/context";
import { parse } from "@/server/shared/parse";
import { type ResolveDeadLetterInput, resolveDeadLetterInput } from "./schemas";

/**
 * The columns that closing a letter sets. The body of a payment provider's notice may name people, so that it is kept
 * only while the letter is open and may be replayed.
 */
export const closedLetter = {
  resolvedAt: sql`now()`,
  event: sql`case when ${deadLetters.event} #> '{data,body}' is null then ${deadLetters.event}
    else jsonb_set(${deadLetters.event}, '{data,body}', '""') end`,
};

/** Closes a dead letter whose replay succeeded. Letters of other functions about the same event stay open. */
export async function resolveDeadLetter(ctx: RequestContext, input: ResolveDeadLetterInput): Promise<void> {
  requireSystem(ctx.actor);
  const { deadLetterId, functionId } = parse(resolveDeadLetterInput, input);
  await transaction(ctx, ({ tx }) =>
    tx
      .update(deadLetters)
      .set(closedLetter)
      .where(
        and(
          eq(deadLetters.id, deadLetterId),
          eq(deadLetters.functionId, functionId),
          isNull(deadLetters.resolvedAt),
        ),
      ),
  );
}
