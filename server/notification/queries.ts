import { and, asc, count, desc, eq, isNull } from "drizzle-orm";
import { database } from "@/db/client";
import { messages } from "@/db/schema/notification";
import { goesOnAfter, momentOf, type Page, pageOf } from "@/server/shared/cursor";
import { parse } from "@/server/shared/parse";
import { type ListMessagesInput, listMessagesInput } from "./schemas";

export type InboxMessage = {
  id: string;
  template: string;
  locale: "ko" | "en";
  subject: string;
  body: string;
  /** A path below the locale. */
  link: string | null;
  reservationId: string | null;
  locator: string | null;
  createdAt: Date;
  readAt: Date | null;
};

/** A reader's inbox, newest first. The caller passes its own session's user. */
export async function listMessages(userId: string, input: ListMessagesInput): Promise<Page<InboxMessage>> {
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
        eq(messages.recipientId, userId),
        eq(messages.channel, "INBOX"),
        goesOnAfter(cursor, { moment: messages.createdAt, id: messages.id, ids: "asc" }),
      ),
    )
    .orderBy(desc(messages.createdAt), asc(messages.id))
    .limit(limit + 1);
  return pageOf(rows, limit, (message) => message.id);
}

/** The number on the bell. */
export async function unreadCount(userId: string): Promise<number> {
  const [row] = await database()
    .select({ unread: count() })
    .from(messages)
    .where(and(eq(messages.recipientId, userId), eq(messages.channel, "INBOX"), isNull(messages.readAt)));
  return row?.unread ?? 0;
}

/** Every message about a reservation, over all channels with its delivery: for the airline's own pages. */
export function messagesOfReservation(reservationId: string) {
  return database()
    .select({
      id: messages.id,
      eventId: messages.eventId,
      channel: messages.channel,
      template: messages.template,
      subject: messages.subject,
      status: messages.status,
      attempts: messages.attempts,
      lastError: messages.lastError,
      createdAt: messages.createdAt,
      sentAt: messages.sentAt,
    })
    .from(messages)
    .where(eq(messages.reservationId, reservationId))
    .orderBy(asc(messages.createdAt), asc(messages.channel));
}
