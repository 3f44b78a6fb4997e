import pg from "pg";

/**
 * The durable state. JSON is kept as text: the server only passes it on, and text holds every string (jsonb
 * refuses \u0000). A job is one call to make; `run_at` is when it may be claimed. A claim moves it ahead by the
 * length of the lease, so the jobs of a dead server can be claimed again by themselves.
 */
const TABLES = `
create table if not exists function (id text primary key, app text not null, config text not null);
create table if not exists event (
  key text primary key, id text not null, name text not null, received_at timestamptz not null default now());
create table if not exists run (
  id text primary key, function_id text not null, events text[] not null,
  status text not null default 'running' check (status in ('running', 'completed', 'failed')),
  pending int not null default 0, output text,
  created_at timestamptz not null default now(), ended_at timestamptz);
create table if not exists step (
  run_id text not null, id text not null, seq bigint generated always as identity, value text not null,
  primary key (run_id, id));
create table if not exists job (
  id bigint generated always as identity primary key, run_id text not null,
  kind text not null check (kind in ('discover', 'step', 'sleep')), step_id text not null default 'step',
  attempt int not null default 0, drops int not null default 0, generation int not null default 0,
  limits text[] not null default '{}', leased boolean not null default false,
  run_at timestamptz not null default now(), last_error text
) with (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.02);
create index if not exists job_due on job (run_at);
create table if not exists batched (
  id bigint generated always as identity primary key, function_id text not null, key text not null,
  event text not null, due_at timestamptz not null);
create index if not exists batched_group on batched (function_id, key, id);
create table if not exists cron (
  function_id text not null, expression text not null, next_at timestamptz not null,
  primary key (function_id, expression));
`;

/** One prepared statement. `name` makes `pg` prepare it once per connection. */
export interface Statement {
  name: string;
  text: string;
}

export type Queryable = pg.Pool | pg.PoolClient;

export function run<Row extends pg.QueryResultRow>(
  db: Queryable,
  statement: Statement,
  values: unknown[],
): Promise<pg.QueryResult<Row>> {
  return db.query<Row>({ ...statement, values });
}

/** Opens the server's own pool with its own PostgreSQL schema, made if missing. */
export async function openDatabase(url: string, schema: string, size: number): Promise<pg.Pool> {
  if (!/^[a-z_][a-z0-9_]*$/.test(schema)) throw new Error(`invalid schema name: ${schema}`);
  const pool = new pg.Pool({
    connectionString: url,
    max: size,
    application_name: "msa-air-inngest",
    // Every statement has its index, but the first plans are made while the tables are empty: without the hint
    // they would read whole tables until statistics exist. Plans are kept, since planning takes as long as running;
    // PostgreSQL would plan anew each time, because a plan for lists of any length looks dearer.
    options: `-c search_path=${schema} -c enable_seqscan=off -c plan_cache_mode=force_generic_plan`,
  });
  // A connection lost while idle (PostgreSQL restarted) is replaced at the next use.
  pool.on("error", () => {});
  try {
    await pool.query(`create schema if not exists ${schema}`);
    await pool.query(TABLES);
    return pool;
  } catch (error) {
    await pool.end();
    throw error;
  }
}

/** All or nothing; the connection goes back to the pool in any case. */
export async function transaction<T>(pool: pg.Pool, work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  let broken: Error | undefined;
  try {
    await client.query("begin");
    const result = await work(client);
    await client.query("commit");
    return result;
  } catch (error) {
    await client.query("rollback").catch((failure: Error) => {
      broken = failure;
    });
    throw error;
  } finally {
    client.release(broken);
  }
}

/** True when a later try can succeed: the connection or the server failed, not the statement. */
export function isTransient(error: unknown): boolean {
  if (error instanceof TypeError || error instanceof RangeError) return false;
  const code = (error as { code?: unknown }).code;
  if (typeof code !== "string" || !/^[0-9A-Z]{5}$/.test(code)) return true;
  return /^(?:08|53|57|40)/.test(code);
}
