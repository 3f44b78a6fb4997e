import { sql } from "drizzle-orm";
import { database } from "@/db/client";
import type { messages } from "@/db/schema/notification";
import { batcher } from "@/server/shared/batcher";
import { errorText } from "@/server/shared/error-facts";
import { isRefusal } from "./mail-transport";
import { sentEvent } from "./message-event-rules";

const LEASE_SECONDS = 60;
/** How long the sweep waits after a failure. An address that the mail server refused is tried once a day. */
const AFTER_FAILURE_SECONDS = 90;
const AFTER_REFUSAL_SECONDS = 86_400;

type LeasedRow = Omit<
  typeof messages.$inferSelect,
  "body" | "status" | "lastError" | "leasedUntil" | "sentAt" | "readAt" | "createdAt"
> & { createdAt: string };

/** A message that this process has leased. `attempts` is the number of the lease. */
export type LeasedMail = Omit<LeasedRow, "createdAt"> & {
  createdAt: Date;
  /** By this process's own clock, in milliseconds. */
  leasedAt: number;
};

/**
 * Leases e-mails in one statement: for one minute no other process sends them. E-mails that are sent already, or that
 * another process has leased, are missing in the result.
 */
export async function takeLeases(messageIds: readonly string[]): Promise<LeasedMail[]> {
  const { rows } = await database().execute<LeasedRow>(sql`
    with free as materialized (
      select id from notification.messages
      where id = any(${sql.param(messageIds)}::uuid[])
        and (status = 'QUEUED' or (status = 'SENDING' and leased_until < now()))
      order by id for update skip locked)
    update notification.messages m set status = 'SENDING', attempts = attempts + 1,
      leased_until = now() + make_interval(secs => ${LEASE_SECONDS})
    from free where m.id = free.id
    returning m.id, m.event_id as "eventId", m.recipient_id as "recipientId", m.channel, m.template, m.locale,
      m.address, m.subject, m.link, m.data, m.reservation_id as "reservationId", m.locator, m.attempts,
      m.created_at as "createdAt"`);
  return rows.map((row) => ({ ...row, createdAt: new Date(row.createdAt), leasedAt: performance.now() }));
}

/** Renews a lease that is older than a third of its time. @returns false when the lease was lost. */
export async function renewLease(message: LeasedMail): Promise<boolean> {
  if (performance.now() - message.leasedAt < (LEASE_SECONDS * 1_000) / 3) return true;
  const { rowCount } = await database().execute(sql`
    update notification.messages m set leased_until = now() + make_interval(secs => ${LEASE_SECONDS})
    where ${stillOurs(message)}`);
  return rowCount === 1;
}

/** True while no other process has leased the message since: each lease has its own attempt number. */
const stillOurs = (message: { id: unknown; attempts: unknown }) =>
  sql`m.id = ${message.id} and m.status = 'SENDING' and m.attempts = ${message.attempts}`;

/** Queues an e-mail again that was not sent, and sets the moment after which the sweep may try it. */
export async function requeue(message: LeasedMail, error: unknown): Promise<void> {
  const seconds = isRefusal(error) ? AFTER_REFUSAL_SECONDS : AFTER_FAILURE_SECONDS;
  await database().execute(sql`
    update notification.messages m set status = 'QUEUED', last_error = ${errorText(error)},
      leased_until = now() + make_interval(secs => ${seconds})
    where ${stillOurs(message)}`);
}

/** An e-mail that was sent, and the correlation id and the trace of its `message.sent`. */
export type SentMail = { message: LeasedMail; correlationId: string; traceparent: string | null };

/**
 * Marks an e-mail as sent and records its `message.sent`, unless the lease was lost. Both happen in one statement, which
 * e-mails that are sent at the same time share.
 */
export const stampSent: (mail: SentMail) => Promise<void> = batcher(async (mails: SentMail[]) => {
  const sent = mails.map(({ message, correlationId, traceparent }) => ({
    messageId: message.id,
    attempts: message.attempts,
    ...sentEvent(message),
    correlationId,
    traceparent,
  }));
  await database().execute(sql`
    with sent as (
      select * from jsonb_to_recordset(${JSON.stringify(sent)}::jsonb) as s("messageId" uuid, attempts int,
        id uuid, name text, version int, data jsonb, "correlationId" uuid, "causationId" uuid,
        traceparent text)),
    stamped as (
      update notification.messages m set status = 'SENT', sent_at = now(), leased_until = null, last_error = null
      from sent s where ${stillOurs({ id: sql`s."messageId"`, attempts: sql`s.attempts` })} returning m.id)
    insert into shared.outbox (id, name, version, data, correlation_id, causation_id, traceparent)
    select s.id, s.name, s.version, s.data, s."correlationId", s."causationId", s.traceparent
    from sent s join stamped on stamped.id = s."messageId" order by s.id`);
  return mails.map(() => undefined);
});
