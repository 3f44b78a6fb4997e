import { and, eq, isNull, sql } from "drizzle-orm";
import { deadLetters } from "@/db/schema/operations";
import { type RequestContext, requireSystem, transaction } from "@/server/shared/context";
import { parse } from "@/server/shared/parse";
import { type ResolveDeadLetterInput, resolveDeadLetterInput } from "./schemas";

/** Closes a dead letter whose replay went through. Runs of other functions on the same event close nothing. */
export async function resolveDeadLetter(ctx: RequestContext, input: ResolveDeadLetterInput): Promise<void> {
  requireSystem(ctx.actor);
  const { deadLetterId, functionId } = parse(resolveDeadLetterInput, input);
  await transaction(ctx, ({ tx }) =>
    tx
      .update(deadLetters)
      .set({ resolvedAt: sql`now()` })
      .where(
        and(
          eq(deadLetters.id, deadLetterId),
          eq(deadLetters.functionId, functionId),
          isNull(deadLetters.resolvedAt),
        ),
      ),
  );
}
