import { sql } from "drizzle-orm";
import { database, type Tx } from "@/db/client";
import type { OutboxRow } from "./outbox";

/** An event that a function of the engine has to react to. */
export type Delivery = { eventId: string; consumer: string };

const MINUTE = 60;
const HOUR = 3_600;

/**
 * How long each try waits for its receipt, in seconds. The thirteenth try comes 25 hours after the first: it and
 * the one after it go out under new ids, since an engine ignores for 24 hours an id that it has seen.
 */
const PAUSE_SECONDS = [
  ...[30, MINUTE, 2 * MINUTE, 4 * MINUTE, 8 * MINUTE, 15 * MINUTE, 30 * MINUTE],
  ...[HOUR, 2 * HOUR, 4 * HOUR, 8 * HOUR, 9 * HOUR, 2 * HOUR, 2 * HOUR],
];

/** After so many tries nobody will ever say that it is done: it becomes a dead letter. */
export const MAX_TRIES = PAUSE_SECONDS.length;

const pauses = sql.raw(`(array[${PAUSE_SECONDS.join(",")}])`);
/** Sorted, so that two statements about the same deliveries lock them in one order. */
const jsonOf = (deliveries: readonly Delivery[]) => {
  const key = ({ eventId, consumer }: Delivery) => `${eventId} ${consumer}`;
  const sorted = deliveries
    .map(({ eventId, consumer }) => ({ eventId, consumer }))
    .sort((a, b) => (key(a) < key(b) ? -1 : 1));
  return sql`jsonb_to_recordset(${JSON.stringify(sorted)}::jsonb) as w("eventId" uuid, consumer text)`;
};

/** Writes down what is expected, before the events are published: a receipt may come before the stamp. */
export async function expectReceipts(deliveries: readonly Delivery[]): Promise<void> {
  if (deliveries.length === 0) return;
  await database().execute(sql`
    insert into shared.deliveries (event_id, consumer, next_try_at)
    select "eventId", consumer, clock_timestamp() + ${pauses}[1] * interval '1 second' from ${jsonOf(deliveries)}
    on conflict do nothing`);
}

/**
 * The receipts as part of a larger statement: CTEs. A receipt that comes before its event is stamped as published is
 * kept, or the relay, which may have to publish the event again, would wait for a second one for ever.
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

/** A consumer says that it is done with an event, in its own transaction. Twice is the same as once. */
export async function receipt(tx: Tx, delivery: Delivery): Promise<void> {
  await tx.execute(sql`with ${receiptCtes([delivery])} select 1`);
}

/** Takes away early receipts of events that are published by now, and what no event is left of. */
export async function tidyDeliveries(): Promise<void> {
  await database().execute(sql`
    delete from shared.deliveries d where
      (d.done_at is not null and exists (
        select from shared.outbox o where o.id = d.event_id and o.published_at is not null))
      or (d.published_at < now() - interval '1 hour'
        and not exists (select from shared.outbox o where o.id = d.event_id))`);
}

/**
 * Publishes these again at the next look, each by itself: a run that served several could not serve them. One that
 * nobody had written down, since an older release published it, is from now on.
 */
export async function tryAgainAlone(deliveries: readonly Delivery[]): Promise<void> {
  await database().execute(sql`
    insert into shared.deliveries (event_id, consumer, next_try_at, alone)
    select distinct "eventId", consumer, clock_timestamp(), true from ${jsonOf(deliveries)}
    on conflict (event_id, consumer) do update set next_try_at = excluded.next_try_at, alone = true, done_at = null`);
}

/** These were claimed but could not be published: that was no try. */
export async function putBack(deliveries: readonly Delivery[]): Promise<void> {
  await database().execute(sql`
    update shared.deliveries d set tries = greatest(1, d.tries - 1), next_try_at = clock_timestamp() + interval '5 seconds'
    from ${jsonOf(deliveries)} where d.event_id = w."eventId" and d.consumer = w.consumer`);
}

/** So often published without a receipt, an event makes one ask whether the engine still knows our functions. */
const TRIES_IN_VAIN = 3;

/** Whether something was published again and again and nobody has confirmed it. */
export async function deliveriesInVain(): Promise<boolean> {
  const { rows } = await database().execute<{ any: boolean }>(sql`
    select exists (select from shared.deliveries where tries >= ${TRIES_IN_VAIN} and done_at is null) as any`);
  return rows[0]?.any ?? false;
}

/** Publishes everything that is unconfirmed again at the next look, also what was at its last try. */
export async function tryAllAgain(): Promise<void> {
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
 * Claims up to `limit` deliveries that nobody has confirmed in time and that may be tried again. Each gets its
 * next pause, so that two processes do not publish the same.
 */
export async function claimOverdue(limit: number): Promise<Overdue[]> {
  const { rows } = await database().execute<ClaimedRow>(sql`
    with due as materialized (
      select d.event_id, d.consumer from shared.deliveries d
      where d.next_try_at <= clock_timestamp() and d.tries < ${MAX_TRIES} and d.done_at is null
        -- What is not published yet is the relay's.
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

/** Deliveries whose last try has had its time, with their events; they stay until somebody parks them. */
export async function exhausted(limit: number): Promise<{ consumer: string; event: OutboxRow }[]> {
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
});
