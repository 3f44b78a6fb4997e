import { sql } from "drizzle-orm";
import { database, type Tx } from "@/db/client";
import type { OutboxRow } from "./outbox";

/** An event, and a function of the engine that has to react to it. */
export type Delivery = { eventId: string; consumer: string };

const MINUTE = 60;
const HOUR = 3_600;

/**
 * How long each try waits for its receipt, in seconds. The thirteenth try is 25 hours after the first. It and the
 * fourteenth are published under new ids, because an engine ignores an id for 24 hours after it has seen it.
 */
const PAUSE_SECONDS = [
  ...[30, MINUTE, 2 * MINUTE, 4 * MINUTE, 8 * MINUTE, 15 * MINUTE, 30 * MINUTE],
  ...[HOUR, 2 * HOUR, 4 * HOUR, 8 * HOUR, 9 * HOUR, 2 * HOUR, 2 * HOUR],
];

/** A delivery without a receipt after this many tries becomes a dead letter. */
export const MAX_TRIES = PAUSE_SECONDS.length;

const pauses = sql.raw(`(array[${PAUSE_SECONDS.join(",")}])`);
/** Sorted, so that two statements lock the same deliveries in the same order. */
const jsonOf = (deliveries: readonly Delivery[]) => {
  const key = ({ eventId, consumer }: Delivery) => `${eventId} ${consumer}`;
  const sorted = deliveries
    .map(({ eventId, consumer }) => ({ eventId, consumer }))
    .sort((a, b) => (key(a) < key(b) ? -1 : 1));
  return sql`jsonb_to_recordset(${JSON.stringify(sorted)}::jsonb) as w("eventId" uuid, consumer text)`;
};

/** Records the expected receipts. To be called before the events are published, because a receipt may come at once. */
export async function expectReceipts(deliveries: readonly Delivery[]): Promise<void> {
  if (deliveries.length === 0) return;
  await database().execute(sql`
    insert into shared.deliveries (event_id, consumer, next_try_at)
    select "eventId", consumer, clock_timestamp() + ${pauses}[1] * interval '1 second' from ${jsonOf(deliveries)}
    on conflict do nothing`);
}

/**
 * CTEs that write receipts, for a larger statement. A receipt may come before its event is marked as published. Such an
 * early receipt is kept as `done_at`: the relay may publish the event again, and no second receipt would come.
 */
export const receiptCtes = (deliveries: readonly Delivery[]) => sql`
  receipts as materialized (
    select w."eventId", w.consumer, o.published_at is null and o.id is not null as is_early
    from ${jsonOf(deliveries)} left join shared.outbox o on o.id = w."eventId"),
  confirmed as (
    delete from shared.deliveries d using receipts r
    where d.event_id = r."eventId" and d.consumer = r.consumer and not r.is_early),
  kept as (
    update shared.deliveries d set done_at = clock_timestamp() from receipts r
    where d.event_id = r."eventId" and d.consumer = r.consumer and r.is_early)`;

/** Records in a transaction that a consumer has finished an event. Idempotent. */
export async function receipt(tx: Tx, delivery: Delivery): Promise<void> {
  await tx.execute(sql`with ${receiptCtes([delivery])} select 1`);
}

/** Deletes early receipts whose events are published by now, and deliveries whose events were deleted. */
export async function deleteObsoleteDeliveries(): Promise<void> {
  await database().execute(sql`
    delete from shared.deliveries d where
      (d.done_at is not null and exists (
        select from shared.outbox o where o.id = d.event_id and o.published_at is not null))
      or (d.published_at < now() - interval '1 hour'
        and not exists (select from shared.outbox o where o.id = d.event_id))`);
}

/**
 * Schedules deliveries for redelivery at once, each event in a message of its own, because they failed in a run with
 * others. A delivery that was not recorded, because an older release published its event, is recorded.
 */
export async function redeliverSeparately(deliveries: readonly Delivery[]): Promise<void> {
  await database().execute(sql`
    insert into shared.deliveries (event_id, consumer, next_try_at, alone)
    select distinct "eventId", consumer, clock_timestamp(), true from ${jsonOf(deliveries)}
    on conflict (event_id, consumer) do update set next_try_at = excluded.next_try_at, alone = true, done_at = null`);
}

/** Undoes the claim of deliveries that could not be published: the try does not count. */
export async function undoClaim(deliveries: readonly Delivery[]): Promise<void> {
  await database().execute(sql`
    update shared.deliveries d set tries = greatest(1, d.tries - 1), next_try_at = clock_timestamp() + interval '5 seconds'
    from ${jsonOf(deliveries)} where d.event_id = w."eventId" and d.consumer = w.consumer`);
}

/** After this many tries without a receipt, the engine may have forgotten our functions. */
const SUSPICIOUS_TRIES = 3;

/** Whether some event was published several times without a receipt. */
export async function hasUnconfirmedRetries(): Promise<boolean> {
  const { rows } = await database().execute<{ any: boolean }>(sql`
    select exists (select from shared.deliveries where tries >= ${SUSPICIOUS_TRIES} and done_at is null) as any`);
  return rows[0]?.any ?? false;
}

/** Schedules all unconfirmed deliveries for redelivery at once, also those that had used up their tries. */
export async function redeliverAllUnconfirmed(): Promise<void> {
  await database().execute(sql`
    update shared.deliveries set next_try_at = clock_timestamp(), tries = least(tries, ${MAX_TRIES} - 1)`);
}

export type Overdue = {
  consumer: string;
  tries: number;
  alone: boolean;
  firstPublishedAt: Date;
  event: OutboxRow;
};

/**
 * Claims up to `limit` overdue deliveries that may be tried again. Each gets its next pause, so that no other process
 * publishes it too.
 */
export async function claimOverdue(limit: number): Promise<Overdue[]> {
  const { rows } = await database().execute<ClaimedRow>(sql`
    with due as materialized (
      select d.event_id, d.consumer from shared.deliveries d
      where d.next_try_at <= clock_timestamp() and d.tries < ${MAX_TRIES} and d.done_at is null
        -- An event that is not published yet is left to the relay.
        and exists (select from shared.outbox o where o.id = d.event_id and o.published_at is not null)
      order by d.next_try_at limit ${limit} for update skip locked),
    claimed as (
      update shared.deliveries d set tries = d.tries + 1,
        next_try_at = clock_timestamp() + ${pauses}[least(d.tries + 1, ${MAX_TRIES})] * interval '1 second'
      from due where d.event_id = due.event_id and d.consumer = due.consumer
      returning d.event_id, d.consumer, d.tries, d.alone, d.published_at)
    select c.consumer, c.tries, c.alone, c.published_at as first_published_at, to_jsonb(o) as event
    from claimed c join shared.outbox o on o.id = c.event_id order by o.seq`);
  return rows.map((row) => ({
    consumer: row.consumer,
    tries: row.tries,
    alone: row.alone,
    firstPublishedAt: new Date(row.first_published_at),
    event: eventOf(row.event),
  }));
}

/** Deliveries that used up their tries, with their events. They stay until they are parked. */
export async function exhaustedDeliveries(limit: number): Promise<{ consumer: string; event: OutboxRow }[]> {
  const { rows } = await database().execute<Pick<ClaimedRow, "consumer" | "event">>(sql`
    select d.consumer, to_jsonb(o) as event from shared.deliveries d join shared.outbox o on o.id = d.event_id
    where d.next_try_at <= clock_timestamp() and d.tries >= ${MAX_TRIES} and d.done_at is null order by d.next_try_at limit ${limit}`);
  return rows.map((row) => ({ consumer: row.consumer, event: eventOf(row.event) }));
}

type ClaimedRow = {
  consumer: string;
  tries: number;
  alone: boolean;
  first_published_at: string;
  event: RawEvent;
};
type RawEvent = {
  seq: number;
  id: string;
  name: string;
  version: number;
  data: Record<string, unknown>;
  correlation_id: string;
  causation_id: string | null;
  occurred_at: string;
  published_at: string | null;
  parked_reason: string | null;
  xid: string;
  traceparent: string | null;
};

const eventOf = (raw: RawEvent): OutboxRow => ({
  seq: raw.seq,
  id: raw.id,
  name: raw.name,
  version: raw.version,
  data: raw.data,
  correlationId: raw.correlation_id,
  causationId: raw.causation_id,
  occurredAt: new Date(raw.occurred_at),
  publishedAt: raw.published_at === null ? null : new Date(raw.published_at),
  parkedReason: raw.parked_reason,
  xid: raw.xid,
  traceparent: raw.traceparent,
});
