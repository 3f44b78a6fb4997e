import { eq, sql } from "drizzle-orm";
import type { PgInsertValue } from "drizzle-orm/pg-core";
import { messages, recipients } from "@/db/schema/notification";
import { type RequestContext, requireSystem, type TxContext, transaction } from "@/server/shared/context";
import { uuidOf } from "@/server/shared/ids";
import { recordEvents } from "@/server/shared/outbox";
import { parse } from "@/server/shared/parse";
import { addresseeOf, composeMessage, type Told, toldEvent } from "./compose-message";
import { messageChannels } from "./events";
import { sentEvent } from "./message-events";
import { renderBody } from "./render";
import { type QueueMessagesInput, queueMessagesInput } from "./schemas";

/**
 * Stores the messages about an event, one per channel, in the member's language. The inbox has its
 * message at once; the e-mail is queued for `deliverMessage`. The ids follow from the event, so that a
 * repetition finds what is there and adds nothing.
 *
 * @returns the id of the e-mail.
 * @throws Error when the reader is not known here yet; try again later.
 */
export async function queueMessages(
  ctx: RequestContext,
  input: QueueMessagesInput,
): Promise<{ emailId: string; queued: number }> {
  requireSystem(ctx.actor);
  const { eventId, name, correlationId, data } = parse(queueMessagesInput, input);
  const told = toldEvent(name, data);
  return transaction({ ...ctx, correlationId, causationId: eventId }, async (tx) => {
    const rows = await messageRows(tx, eventId, told);
    const written = await tx.tx.insert(messages).values(rows).onConflictDoNothing().returning();
    await recordEvents(tx, written.filter((m) => m.status === "SENT").map(sentEvent));
    return { emailId: messageId(eventId, "EMAIL"), queued: written.length };
  });
}

const messageId = (eventId: string, channel: string) => uuidOf(`message:${eventId}:${channel}`);

async function messageRows(ctx: TxContext, eventId: string, told: Told) {
  const to = await reachable(ctx, told);
  const { template, content, link } = composeMessage(told, to.locale);
  return messageChannels.map((channel): PgInsertValue<typeof messages> => {
    const inbox = channel === "INBOX";
    return {
      id: messageId(eventId, channel),
      eventId,
      recipientId: to.recipientId,
      channel,
      template,
      locale: to.locale,
      address: inbox ? null : to.address,
      subject: content.subject,
      body: renderBody(content),
      link,
      data: content,
      reservationId: told.data.reservationId,
      locator: told.data.locator,
      status: inbox ? "SENT" : "QUEUED",
      sentAt: inbox ? sql`now()` : null,
    };
  });
}

/**
 * A member is written to in the language of the profile, whatever page a booking was made on. Until the
 * profile is known here, the event's own language and address do. A reservation has an address of its own.
 */
async function reachable({ tx }: TxContext, told: Told) {
  const { recipientId, ...own } = addresseeOf(told);
  const [copy] = await tx.select().from(recipients).where(eq(recipients.userId, recipientId));
  const locale = copy?.locale ?? own.locale;
  const address = own.address ?? copy?.email;
  if (!locale || !address) throw new Error(`recipient ${recipientId} is not known yet`);
  return { recipientId, locale, address };
}
