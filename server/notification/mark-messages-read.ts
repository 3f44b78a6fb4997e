import { and, eq, isNull, sql } from "drizzle-orm";
import { messages } from "@/db/schema/notification";
import { type RequestContext, requireMember, transaction } from "@/server/shared/context";
import { parse } from "@/server/shared/parse";
import { type MarkReadInput, markReadInput } from "./schemas";

/**
 * Marks one of the reader's own inbox messages as read, or all of them.
 *
 * @throws AppError UNAUTHENTICATED. Somebody else's message is simply not found.
 */
export async function markRead(ctx: RequestContext, input: MarkReadInput): Promise<{ marked: number }> {
  const reader = requireMember(ctx.actor);
  const { messageId } = parse(markReadInput, input);
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
