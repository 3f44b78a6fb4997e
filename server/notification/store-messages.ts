import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import type { messages } from "@/db/schema/notification";
import { uuidOf } from "@/server/shared/ids";
import { composeMessage, greetingOf } from "./message-rules";
import type { CheckedEvent, Target } from "./message-target-facts";
import { renderBody } from "./render-message";

type Row = typeof messages.$inferSelect;

/** A message to store. The columns that are missing here get their defaults. */
export type NewMessage = Omit<
  Row,
  "attempts" | "lastError" | "leasedUntil" | "createdAt" | "sentAt" | "readAt"
>;

/** The messages about one event, one per channel. Each id is derived from the event's id and the channel. */
export function newMessages({ eventId, notifiable }: CheckedEvent, target: Target): NewMessage[] {
  const { template, content, link } = composeMessage(notifiable, target.locale);
  const body = renderBody(content);
  return target.channels.map((channel) => ({
    id: uuidOf(`message:${eventId}:${channel}`),
    eventId,
    recipientId: target.recipientId,
    channel,
    template,
    locale: target.locale,
    address: channel === "EMAIL" ? target.address : null,
    subject: content.subject,
    body,
    link,
    data: { ...content, greeting: greetingOf(target.name, target.locale) },
    ...reservationOf(notifiable.data),
    // Storing an inbox message is sending it.
    status: channel === "EMAIL" ? "QUEUED" : "SENT",
  }));
}

/** The reservation that an event is about. An adjustment of miles is about none. */
const reservationOf = (data: CheckedEvent["notifiable"]["data"]) =>
  "reservationId" in data
    ? { reservationId: data.reservationId, locator: data.locator }
    : { reservationId: null, locator: null };

const columns =
  sql.raw(`m(position int, id uuid, "eventId" uuid, "recipientId" uuid, channel text, template text,
  locale text, address text, subject text, body text, link text, data jsonb, "reservationId" uuid, locator text,
  status text)`);

/**
 * Stores messages in one statement. A message that is stored already is not changed. Each message is created one
 * microsecond after the one before it in the list, so that the inbox shows them in that order.
 *
 * @returns the ids of the messages that were new.
 */
export async function storeMessages(tx: Tx, list: readonly NewMessage[]): Promise<Set<string>> {
  if (list.length === 0) return new Set();
  const positioned = list.map((message, position) => ({ position, ...message }));
  // Sorted by id, so that two calls with the same events cannot deadlock.
  const { rows } = await tx.execute<{ id: string }>(sql`
    insert into notification.messages (id, event_id, recipient_id, channel, template, locale, address, subject,
      body, link, data, reservation_id, locator, status, created_at, sent_at)
    select id, "eventId", "recipientId", channel, template, locale, address, subject, body, link, data,
      "reservationId", locator, status, now() + position * interval '1 microsecond',
      case status when 'SENT' then now() end
    from jsonb_to_recordset(${JSON.stringify(positioned)}::jsonb) as ${columns}
    order by id, position
    on conflict do nothing returning id`);
  return new Set(rows.map((row) => row.id));
}
