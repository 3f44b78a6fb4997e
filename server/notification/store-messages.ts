import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import type { messages } from "@/db/schema/notification";
import { uuidOf } from "@/server/shared/ids";
import { calendarOf } from "./message-calendar-rules";
import { composeMessage, greetingOf, type MessageState } from "./message-rules";
import type { CheckedEvent, Target } from "./message-target-facts";
import { renderBody } from "./render-message";

type Row = typeof messages.$inferSelect;

/** A message to store. The columns that are missing here get their defaults. */
export type NewMessage = Omit<Row, "attempts" | "lastError" | "createdAt" | "sentAt" | "readAt">;

/** The messages about one event, one per channel. Each id is derived from the event's id and the channel. */
export function newMessages(event: CheckedEvent, target: Target, state: MessageState): NewMessage[] {
  const { eventId, notifiable } = event;
  const { template, content, link } = composeMessage(notifiable, target.locale, state);
  const calendar = calendarOf(notifiable, event);
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
    link: linkFor(target, link),
    data: {
      ...content,
      greeting: greetingOf(target.name, target.locale),
      ...(channel === "EMAIL" && calendar && { calendar }),
      ...(channel === "EMAIL" && target.mayBeOff && { unsubscribe: target.kind }),
    },
    // In quiet hours the sweep sends it, once they are over.
    leasedUntil: channel === "EMAIL" ? target.quietUntil : null,
    ...reservationOf(notifiable.data),
    // Storing an inbox message is sending it.
    status: channel === "EMAIL" ? "QUEUED" : "SENT",
  }));
}

/**
 * A trip's own page is for its member. Without a profile the reader is a guest, whose link leads to where a one-time code opens the
 * trip.
 */
const linkFor = ({ name }: Target, link: string): string =>
  name === null && link.startsWith("/trips/") && !link.startsWith("/trips/find")
    ? `/trips/find?locator=${link.slice("/trips/".length)}`
    : link;

/** The reservation that an event is about. An adjustment of miles is about none. */
const reservationOf = (data: CheckedEvent["notifiable"]["data"]) =>
  "reservationId" in data
    ? { reservationId: data.reservationId, locator: data.locator }
    : { reservationId: null, locator: null };

const columns =
  sql.raw(`m(position int, id uuid, "eventId" uuid, "recipientId" uuid, channel text, template text,
  locale text, address text, subject text, body text, link text, data jsonb, "reservationId" uuid, locator text,
  status text, "leasedUntil" timestamptz)`);

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
      body, link, data, reservation_id, locator, status, leased_until, created_at, sent_at)
    select id, "eventId", "recipientId", channel, template, locale, address, subject, body, link, data,
      "reservationId", locator, status, "leasedUntil", now() + position * interval '1 microsecond',
      case status when 'SENT' then now() end
    from jsonb_to_recordset(${JSON.stringify(positioned)}::jsonb) as ${columns}
    order by id, position
    on conflict do nothing returning id`);
  return new Set(rows.map((row) => row.id));
}

/** A message that is not written, because its reader has switched it off. */
export type WithheldMessage = { eventId: string; channel: string; recipientId: string; kind: string };

/** Records messages that are not written, so that law L4 does not miss them. A second time it changes nothing. */
export async function storeWithheld(tx: Tx, list: readonly WithheldMessage[]): Promise<void> {
  if (list.length === 0) return;
  await tx.execute(sql`
    insert into notification.withheld (event_id, channel, recipient_id, kind)
    select "eventId", channel, "recipientId", kind
    from jsonb_to_recordset(${JSON.stringify(list)}::jsonb) as w("eventId" uuid, channel text, "recipientId" uuid, kind text)
    order by 1, 2 on conflict do nothing`);
}
