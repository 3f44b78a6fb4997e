import { asc, sql } from "drizzle-orm";
import { database } from "@/db/client";
import { outbox } from "@/db/schema/shared";
import type { OutboxRow } from "./outbox";

/** How long a relay is trusted to be alive. A publish is given up before that (inngest/publish.ts). */
const LEASE_SECONDS = 10;

/** `busy`: events wait, but another process is publishing just now. */
export type Taken = { rows: OutboxRow[]; busy: boolean };

/**
 * Takes up to `limit` unpublished events, oldest first. One process at a time publishes, by a lease in the
 * database and not by an open transaction: projections wait for the oldest running transaction, and must not
 * wait for an engine. A process that dies with the lease is followed by another after ten seconds, which
 * publishes the same events again under the same ids.
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
  // A statement of its own: it must see what was committed before the lease was ours.
  const taken = await database()
    .select()
    .from(outbox)
    .where(sql`published_at is null and parked_reason is null`)
    .orderBy(asc(outbox.seq))
    .limit(limit);
  return { rows: taken, busy: false };
}

/** Stamps events as published, forgets the receipts that came before, and gives the lease back. */
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

/** Gives the lease back without having published anything. */
export const releaseRelay = (holder: string): Promise<void> => markPublished(holder, []);
