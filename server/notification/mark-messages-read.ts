import { and, eq, isNull, sql } from "drizzle-orm";
import { messages } from "@/db/schema/notification";
import { type RequestContext, requireMember, transaction } from "@/server/shared/context";
import { parse } from "@/server/shared/parse";
import { type MarkMessagesReadInput, markMessagesReadInput } from "./schemas";

/**
 * Marks one message of the signed-in reader's own inbox as read, or all of them. A message of somebody else is not found
 * and counts as none.
 *
 * @throws AppError UNAUTHENTICATED.
 */
export async function markMessagesRead(
  ctx: RequestContext,
  input: MarkMessagesReadInput,
): Promise<{ marked: number }> {
  const reader = requireMember(ctx.actor);
  const { messageId } = parse(markMessagesReadInput, input);
  return transaction(ctx, async ({ tx }) => {
    const marked = await tx
      .update(messages)
      .set({ readAt: sql`now()` })
      .where(
        and(
          eq(messages.recipientId, reader.id),
          eq(messages.channel, "INBOX"),
          isNull(messages.readAt),
          messageId ? eq(messages.id, messageId) : undefined,
        ),
      )
      .returning({ id: messages.id });
    return { marked: marked.length };
  });
}
