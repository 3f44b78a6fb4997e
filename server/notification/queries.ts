import { and, asc, count, desc, eq, isNull } from "drizzle-orm";
import { database } from "@/db/client";
import { messages } from "@/db/schema/notification";
import { hasPermission, type RequestContext, requireMember } from "@/server/shared/context";
import { afterCursor, momentOf, type Page, pageOf } from "@/server/shared/cursor";
import { parse } from "@/server/shared/parse";
import { sentColumns } from "./messages-view";
import {
  type InboxMessage,
  type ListMessagesInput,
  listMessagesInput,
  type MessageKindName,
  type SentMessage,
} from "./schemas";
import { subscriptionOf } from "./unsubscribe-rules";

export { messageAsSent, messagesOfMember } from "./messages-view";
export { personalDataOf } from "./personal-data-view";
export { getPreferences } from "./preferences-view";
export type { InboxMessage, SentMessage } from "./schemas";
export { hasUnsentMessages } from "./unsent-messages-view";

/**
 * The signed-in reader's own inbox, newest first.
 *
 * @throws AppError UNAUTHENTICATED; INVALID_INPUT for a cursor that no page gave.
 */
export async function listMessages(
  ctx: RequestContext,
  input: ListMessagesInput,
): Promise<Page<InboxMessage>> {
  const reader = requireMember(ctx.actor);
  const { cursor, limit } = parse(listMessagesInput, input);
  // Served by messages_inbox, whose order is (created_at desc, id).
  const rows = await database()
    .select({
      id: messages.id,
      template: messages.template,
      locale: messages.locale,
      subject: messages.subject,
      body: messages.body,
      link: messages.link,
      reservationId: messages.reservationId,
      locator: messages.locator,
      createdAt: messages.createdAt,
      readAt: messages.readAt,
      at: momentOf(messages.createdAt),
    })
    .from(messages)
    .where(
      and(
        eq(messages.recipientId, reader.id),
        eq(messages.channel, "INBOX"),
        afterCursor(cursor, { moment: messages.createdAt, id: messages.id, ids: "asc" }),
      ),
    )
    .orderBy(desc(messages.createdAt), asc(messages.id))
    .limit(limit + 1);
  return pageOf(rows, limit, (message) => message.id);
}

/**
 * How many messages of the signed-in reader's own inbox are unread.
 *
 * @throws AppError UNAUTHENTICATED.
 */
export async function unreadCount(ctx: RequestContext): Promise<number> {
  const reader = requireMember(ctx.actor);
  const [row] = await database()
    .select({ unread: count() })
    .from(messages)
    .where(and(eq(messages.recipientId, reader.id), eq(messages.channel, "INBOX"), isNull(messages.readAt)));
  return row?.unread ?? 0;
}

/**
 * The messages about one reservation, over all channels, each with the state of its delivery, oldest first. A member
 * gets the messages that were sent to them; an administrator gets all of them.
 *
 * @throws AppError UNAUTHENTICATED.
 */
export async function messagesOfReservation(
  ctx: RequestContext,
  reservationId: string,
): Promise<SentMessage[]> {
  const reader = requireMember(ctx.actor);
  return database()
    .select(sentColumns)
    .from(messages)
    .where(
      and(
        eq(messages.reservationId, reservationId),
        hasPermission(reader, "reservation.read") ? undefined : eq(messages.recipientId, reader.id),
      ),
    )
    .orderBy(asc(messages.createdAt), asc(messages.channel));
}

/**
 * The kind of e-mail that an unsubscribe link is about; null for a link that we did not write.
 *
 * @public Whoever has the link may ask, and learns nothing about its member.
 */
export const kindOfToken = (token: string): MessageKindName | null => subscriptionOf(token)?.kind ?? null;
