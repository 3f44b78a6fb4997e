import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import type { messages } from "@/db/schema/notification";
import { uuidOf } from "@/server/shared/ids";
import { composeMessage } from "./message-rules";
import { greetingOf } from "./greeting";
import type { CheckedEvent, Target } from "./message-target-facts";
import { renderBody } from "./render-message";

type Row = typeof messages.$inferSelect;

/** A message to be stored; what is not here has its default. */
export type NewMessage = Omit<
  Row,
  "attempts" | "lastError" | "leasedUntil" | "createdAt" | "sentAt" | "readAt"
>;

/** The messages about one event, one per channel. Their ids follow from the event. */
export function newMessages({ eventId, told }: CheckedEvent, target: Target): NewMessage[] {
  const { template, content, link } = composeMessage(told, target.locale);
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
    reservationId: told.data.reservationId,
    locator: told.data.locator,
    // An inbox message is sent once it is stored.
    status: channel === "EMAIL" ? "QUEUED" : "SENT",
  }));
}

const columns =
  sql.raw(`m(position int, id uuid, "eventId" uuid, "recipientId" uuid, channel text, template text,
  locale text, address text, subject text, body text, link text, data jsonb, "reservationId" uuid, locator text,
  status text)`);

/**
 * Stores messages in one statement; those that are there already stay as they are. The inbox shows them in the
 * order of the list: each is a microsecond younger than the one before.
 *
 * @returns the ids of the new ones.
 */
export async function storeMessages(tx: Tx, list: readonly NewMessage[]): Promise<Set<string>> {
  if (list.length === 0) return new Set();
  const positioned = list.map((message, position) => ({ position, ...message }));
  // Sorted, so that two calls with the same events wait for each other instead of ending in a deadlock.
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
