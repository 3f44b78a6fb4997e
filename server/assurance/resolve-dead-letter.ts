import { and, eq, isNull, sql } from "drizzle-orm";
import { deadLetters } from "@/db/schema/assurance";
import { type RequestContext, requireSystem, transaction } from "@/server/shared/context";
import { parse } from "@/server/shared/parse";
import { type ResolveDeadLetterInput, resolveDeadLetterInput } from "./schemas";

/**
 * What a closed letter says. A notice of the payment provider, which may name people, is kept as it came only as long
 * as it may be played again.
 */
export const closedLetter = {
  resolvedAt: sql`now()`,
  event: sql`case when ${deadLetters.event} #> '{data,body}' is null then ${deadLetters.event}
    else jsonb_set(${deadLetters.event}, '{data,body}', '""') end`,
};

/** Closes a dead letter whose replay went through. Runs of other functions on the same event close nothing. */
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
