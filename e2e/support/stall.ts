import { sql } from "drizzle-orm";
import pg from "pg";
import { database } from "@/db/client";
import { count } from "./database";
import { until } from "./until";

/** An event of one reservation, or the next ones of its name. */
type Moment = { name: string; reservationId?: string };

const LOCK = 731_001;
/** Less than the server's limit for a statement, so that what waits is let go by the test and by nothing else. */
const LONGEST_MS = 12_000;

const waiting = sql`select pid from pg_locks where locktype = 'advisory' and objid = ${sql.raw(String(LOCK))} and not granted`;

/**
 * Makes transactions wait at the moment when they record one of these events: everything is written, nothing is
 * committed. They wait for a lock that the test holds in PostgreSQL, as they would for any other lock.
 */
export async function stallAt(...moments: Moment[]): Promise<Stall> {
  const holder = new pg.Client({ connectionString: process.env.DATABASE_URL as string });
  await holder.connect();
  await holder.query("select pg_advisory_lock($1)", [LOCK]);
  await database().execute(sql`
    create or replace function shared.stall_for_a_test() returns trigger language plpgsql as $$
      begin perform pg_advisory_xact_lock_shared(${sql.raw(String(LOCK))}); return null; end $$`);
  const when = moments.map(({ name, reservationId }) => {
    const isName = `new.name = '${name}'`;
    return reservationId ? `(${isName} and new.correlation_id = '${reservationId}')` : isName;
  });
  await database().execute(sql`
    create or replace trigger stalled after insert on shared.outbox for each row when (${sql.raw(when.join(" or "))})
    execute function shared.stall_for_a_test()`);
  return new Stall(holder);
}

class Stall {
  private backends: number[] = [];
  private isOver = false;

  constructor(private readonly holder: pg.Client) {}

  /** Waits until so many transactions wait. */
  async reached(transactions = 1): Promise<void> {
    this.backends = await until(
      async () => (await database().execute<{ pid: number }>(waiting)).rows.map(({ pid }) => pid),
      (pids) => pids.length === transactions,
      { timeoutMs: LONGEST_MS, everyMs: 20 },
    );
  }

  /**
   * Ends the sessions that wait, as the server does when it notices that their process is gone: a statement that is a
   * transaction of its own is not committed either.
   */
  async cut(): Promise<void> {
    for (const pid of this.backends) await database().execute(sql`select pg_terminate_backend(${pid})`);
    await this.release();
  }

  /** Lets the transactions go on. Resolves when their sessions have ended, if their process is `dead`. Safe to call twice. */
  async release({ dead = true }: { dead?: boolean } = {}): Promise<void> {
    if (this.isOver) return;
    this.isOver = true;
    await this.holder.query("select pg_advisory_unlock_all()");
    await database().execute(sql`drop trigger if exists stalled on shared.outbox`);
    await this.holder.end();
    const alive = sql`select count(*) as n from pg_stat_activity
      where pid = any(${sql.param(this.backends)}::int[]) and (${dead} or wait_event_type = 'Lock')`;
    await until(
      () => count(alive),
      (left) => left === 0,
    );
  }
}
