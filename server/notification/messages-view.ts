import { and, asc, desc, eq } from "drizzle-orm";
import { database } from "@/db/client";
import { messages, resends } from "@/db/schema/notification";
import { type RequestContext, requirePermission } from "@/server/shared/context";
import { afterCursor, momentOf, type Page, pageOf } from "@/server/shared/cursor";
import { AppError } from "@/server/shared/errors";
import { parse } from "@/server/shared/parse";
import { personalDataFor } from "@/server/shared/personal-data";
import { renderBody } from "./render-message";
import { mayBeResent } from "./resend-rules";
import {
  type ListMessagesOfMemberInput,
  listMessagesOfMemberInput,
  type MessageAsSent,
  messageIdInput,
  type SentMessage,
} from "./schemas";
import type { MessageContent } from "./templates/content";

/** What staff and customers see of a message that was sent to somebody. */
export const sentColumns = {
  id: messages.id,
  eventId: messages.eventId,
  channel: messages.channel,
  template: messages.template,
  locale: messages.locale,
  subject: messages.subject,
  status: messages.status,
  attempts: messages.attempts,
  lastError: messages.lastError,
  createdAt: messages.createdAt,
  sentAt: messages.sentAt,
};

/**
 * A customer's messages in all channels, newest first, for staff.
 *
 * @throws AppError UNAUTHENTICATED, FORBIDDEN, INVALID_INPUT.
 */
export async function messagesOfMember(
  ctx: RequestContext,
  input: ListMessagesOfMemberInput,
): Promise<Page<SentMessage>> {
  requirePermission(ctx.actor, "customer.read");
  const { memberId, cursor, limit } = parse(listMessagesOfMemberInput, input);
  const rows = await database()
    .select({
      ...sentColumns,
      at: momentOf(messages.createdAt),
    })
    .from(messages)
    .where(
      and(
        eq(messages.recipientId, memberId),
        afterCursor(cursor, { moment: messages.createdAt, id: messages.id, ids: "desc" }),
      ),
    )
    .orderBy(desc(messages.createdAt), desc(messages.id))
    .limit(limit + 1);
  return pageOf(rows, limit, (message) => message.id);
}

/**
 * One message as it was sent, with every time that staff had it sent again, oldest first. For staff.
 *
 * @throws AppError UNAUTHENTICATED, FORBIDDEN, INVALID_INPUT, NOT_FOUND.
 */
export async function messageAsSent(ctx: RequestContext, id: string): Promise<MessageAsSent> {
  requirePermission(ctx.actor, "customer.read");
  const messageId = parse(messageIdInput, id);
  const [row] = await database().select().from(messages).where(eq(messages.id, messageId));
  if (!row) throw new AppError("NOT_FOUND");
  const { eventId, data, leasedUntil, body, readAt, ...message } = row;
  const content = data as MessageContent;
  const isEmail = message.channel === "EMAIL";
  return {
    ...message,
    address: message.address && personalDataFor(ctx.actor).email(message.address),
    greeting: (isEmail && content.greeting) || null,
    body: isEmail ? renderBody(content) : body,
    action: content.action,
    closing: isEmail ? content.closing : null,
    mayBeResent: mayBeResent(row),
    resends: await resendsOf(ctx, messageId),
  };
}

async function resendsOf({ actor }: RequestContext, messageId: string): Promise<MessageAsSent["resends"]> {
  const rows = await database()
    .select({
      id: resends.id,
      address: resends.address,
      requestedByEmail: resends.requestedByEmail,
      status: resends.status,
      lastError: resends.lastError,
      createdAt: resends.createdAt,
      sentAt: resends.sentAt,
    })
    .from(resends)
    .where(eq(resends.messageId, messageId))
    .orderBy(asc(resends.createdAt), asc(resends.id));
  return rows.map((row) => ({ ...row, address: personalDataFor(actor).email(row.address) }));
}
