import { asc, sql } from "drizzle-orm";
import { database } from "@/db/client";
import { outbox } from "@/db/schema/shared";
import type { OutboxRow } from "./outbox";

/** The time of the relay's lease. A publish is given up before that (inngest/relay/publish-events.ts). */
const LEASE_SECONDS = 10;

/** `busy`: events wait, but another process has the lease. */
export type Taken = { rows: OutboxRow[]; busy: boolean };

/**
 * Takes up to `limit` unpublished events, oldest first. Only the process with the relay's lease publishes. The lease is a
 * row and not an open transaction, because projections wait for the oldest open transaction and must not wait for an
 * engine. When a process dies with the lease, another takes over after ten seconds and publishes the same events again,
 * under the same ids.
 */
export async function takeUnpublished(holder: string, limit: number): Promise<Taken> {
  const { rows } = await database().execute<{ waiting: boolean; leased: boolean }>(sql`
    with waiting as materialized (
      select exists (select from shared.outbox where published_at is null and parked_reason is null) as any),
    lease as (
      insert into shared.leases (name, holder, expires_at)
      select 'relay', ${holder}::uuid, clock_timestamp() + make_interval(secs => ${LEASE_SECONDS})
      from waiting where waiting.any
      on conflict (name) do update set holder = excluded.holder, expires_at = excluded.expires_at
        where leases.holder = excluded.holder or leases.expires_at < clock_timestamp()
      returning 1)
    select waiting.any as waiting, exists (select from lease) as leased from waiting`);
  const { waiting = false, leased = false } = rows[0] ?? {};
  if (!leased) return { rows: [], busy: waiting };
  // A separate statement, so that it sees everything that was committed before the lease was taken.
  const taken = await database()
    .select()
    .from(outbox)
    .where(sql`published_at is null and parked_reason is null`)
    .orderBy(asc(outbox.seq))
    .limit(limit);
  return { rows: taken, busy: false };
}

/** Marks events as published, deletes their early receipts, and gives the lease back. */
export async function markPublished(holder: string, rows: readonly OutboxRow[]): Promise<void> {
  await database().execute(sql`
    with stamped as (
      update shared.outbox set published_at = clock_timestamp()
      where seq = any(${sql.param(rows.map((row) => row.seq))}::bigint[])),
    confirmed as (
      delete from shared.deliveries
      where event_id = any(${sql.param(rows.map((row) => row.id))}::uuid[]) and done_at is not null)
    update shared.leases set expires_at = clock_timestamp() where name = 'relay' and holder = ${holder}::uuid`);
}

/** Gives the lease back without marking any event. */
export const releaseRelay = (holder: string): Promise<void> => markPublished(holder, []);
