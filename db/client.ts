import { Client as NeonClient, Pool as NeonPool, neonConfig } from "@neondatabase/serverless";
import { drizzle as drizzleNeon } from "drizzle-orm/neon-serverless";
import { drizzle, type NodePgDatabase } from "drizzle-orm/node-postgres";
import pg from "pg";
import { WebSocket } from "ws";
import { databaseEnv } from "./env";
import { hasReservedConnections, PoolQueue, reserveOf } from "./pool-queue";
import { isNameLost, NameProbe, type ProbeClient } from "./prepared-statements";
import { StatementNames } from "./statement-names";
import { tracedStatement, tracePool } from "./trace-statements";

/** One type for both drivers, which differ only in their transport. */
export type Database = NodePgDatabase;
/** An open transaction. */
export type Tx = Parameters<Parameters<Database["transaction"]>[0]>[0];

export { withoutReservedConnections, withReservedConnections } from "./pool-queue";

/**
 * The connections of a pool: how many may be open, are open, are idle; how many requests wait for one, and for how long
 * the oldest; and how long ago the server answered ordinary work over any of them, in milliseconds.
 */
export type PoolState = {
  max: number;
  open: number;
  idle: number;
  waiting: number;
  oldestWaitMs: number;
  silentMs: number;
};

type Connection = { db: Database; pool: () => PoolState; close: () => Promise<void> };

/** A Neon host is reached over WebSocket (interactive transactions work); anything else by `pg`. */
const isNeon = (url: URL) => url.hostname.endsWith(".neon.tech") || Boolean(databaseEnv().NEON_WS_PROXY);

// biome-ignore lint/suspicious/noExplicitAny: TypeScript requires it of a class that is extended
type ClientClass = new (...args: any[]) => { query(...args: any[]): any };

/** When the server last answered ordinary work, by the process's own clock. */
type Answers = { lastMs: number };

/** A refusal of the server is an answer too. Only an error of the server has a severity. */
const isAnswer = (error: unknown) => !error || (error as { severity?: unknown }).severity !== undefined;

/**
 * A driver's client that gives names to the statements which this process repeats, until a name is lost on the way, and
 * that shows the statements of transactions in traces.
 */
function preparing<C extends ClientClass>(Client: C, statements: StatementNames, answers: Answers): C {
  return class extends Client {
    override query(statement: unknown, values?: unknown, ...rest: unknown[]) {
      // Reserved connections may be well while all others are lost.
      const isOrdinary = !hasReservedConnections();
      const watch = (error: unknown) => {
        if (isOrdinary && isAnswer(error)) answers.lastMs = performance.now();
        if (isNameLost(error)) statements.switchOff();
      };
      // Pools hand over a callback, transactions take the promise.
      const watched = [values, ...rest].map((part) =>
        typeof part === "function"
          ? (error: unknown, result: unknown) => {
              watch(error);
              part(error, result);
            }
          : part,
      );
      const send = () => super.query(statements.named(statement, values), ...watched);
      const isOfPool = watched.some((part) => typeof part === "function");
      const answer = isOfPool ? send() : tracedStatement(statement, send);
      if (answer instanceof Promise) answer.then(() => watch(null), watch);
      return answer;
    }
  };
}

/** Statement names for a pool: as DATABASE_PREPARED_STATEMENTS says, or as the server shows at the first connection. */
function namesFor(newClient: () => ProbeClient): { statements: StatementNames; onConnect: () => void } {
  const statements = new StatementNames();
  const asked = databaseEnv().DATABASE_PREPARED_STATEMENTS;
  if (asked === "on") statements.switchOn();
  const probe = asked === undefined ? new NameProbe(statements, newClient) : null;
  return { statements, onConnect: () => void probe?.ask() };
}

/**
 * Time limits in milliseconds, so that no page waits for ever. The server ends a long statement by itself (`limitSessions`
 * of db/migrate.ts), before `query_timeout`: that limit is for a server that has frozen. No limit is sent at the start of a
 * connection, because poolers refuse start-up parameters.
 */
const LIMITS = { connectionTimeoutMillis: 5_000, idleTimeoutMillis: 30_000, query_timeout: 20_000 };

/**
 * Opens a pool for `databaseUrl`. The pool is small on purpose: replicas share the server's connections, and a short queue
 * in the process is better than contention in PostgreSQL. With `patient` the driver sets no time limit for a statement; the
 * server's own limit is the caller's to lift.
 */
export function connect(
  databaseUrl: string,
  poolSize = databaseEnv().DATABASE_POOL_SIZE,
  { patient = false }: { patient?: boolean } = {},
): Connection {
  // A migration takes as long as its tables are large.
  const limits = patient ? { ...LIMITS, query_timeout: 0 } : LIMITS;
  if (isNeon(new URL(databaseUrl))) return connectNeon(databaseUrl, poolSize, limits);
  const { statements, onConnect } = namesFor(
    () => new pg.Client({ connectionString: databaseUrl, ...limits }),
  );
  const answers = { lastMs: performance.now() };
  const pool = new pg.Pool({
    Client: preparing(pg.Client, statements, answers),
    connectionString: databaseUrl,
    max: poolSize,
    ...limits,
  });
  surviveLostConnections(pool);
  tracePool(pool);
  pool.on("connect", onConnect);
  const state = stateOf(pool, poolSize, answers);
  return { db: drizzle({ client: pool }), pool: state, close: () => pool.end() };
}

/**
 * Without a listener for `error` a lost connection would end the process. An idle connection reports to the pool, a used
 * one to its client. A query that waits for its answer gets the error in any case.
 */
function surviveLostConnections(pool: pg.Pool | NeonPool): void {
  pool.on("error", () => {});
  pool.on("connect", (client: { on(event: "error", listener: () => void): unknown }) => {
    client.on("error", () => {});
  });
}

function connectNeon(databaseUrl: string, poolSize: number, limits: typeof LIMITS): Connection {
  // Node has a WebSocket of its own only since version 22.
  neonConfig.webSocketConstructor = WebSocket;
  if (databaseEnv().NEON_WS_PROXY) {
    // A plain WebSocket proxy in front of a local PostgreSQL: no TLS, no pipelined start-up.
    neonConfig.wsProxy = (host, port) => `${databaseEnv().NEON_WS_PROXY}/v2?address=${host}:${port}`;
    neonConfig.useSecureWebSocket = false;
    neonConfig.pipelineTLS = false;
    neonConfig.pipelineConnect = false;
  }
  const { statements, onConnect } = namesFor(
    () => new NeonClient({ connectionString: databaseUrl, ...limits }),
  );
  const pool = new NeonPool({ ...limits, connectionString: databaseUrl, max: poolSize });
  const answers = { lastMs: performance.now() };
  pool.Client = preparing(NeonClient, statements, answers);
  surviveLostConnections(pool);
  tracePool(pool);
  pool.on("connect", onConnect);
  const db = drizzleNeon({ client: pool }) as unknown as Database;
  return { db, pool: stateOf(pool, poolSize, answers), close: () => pool.end() };
}

/** Puts the queue in front of a pool. @returns what tells the state of both. */
function stateOf(pool: pg.Pool | NeonPool, max: number, answers: Answers): () => PoolState {
  const queue = new PoolQueue(pool, max - reserveOf(max), LIMITS.connectionTimeoutMillis);
  return () => ({
    max,
    open: pool.totalCount,
    idle: pool.idleCount,
    waiting: pool.waitingCount + queue.waiting,
    oldestWaitMs: queue.oldestWaitMs(),
    silentMs: performance.now() - answers.lastMs,
  });
}

const DIRECT_LIMIT_MS = 1_000;

/** Asks the database outside the pool; the connection and the answer have a second each. @throws the driver's error. */
export async function askDirectly<R extends object>(statement: string): Promise<R[]> {
  const url = process.env.DATABASE_URL ?? "";
  const limits = { connectionTimeoutMillis: DIRECT_LIMIT_MS, query_timeout: DIRECT_LIMIT_MS };
  const Client = isNeon(new URL(url)) ? (NeonClient as unknown as typeof pg.Client) : pg.Client;
  const client = new Client({ connectionString: url, ...limits });
  client.on("error", () => {});
  try {
    await client.connect();
    return (await client.query<R>(statement)).rows;
  } finally {
    void client.end().catch(() => {});
  }
}

// `next dev` evaluates modules again, but there is one pool per process and URL.
const store = globalThis as typeof globalThis & { msaConnection?: Connection & { url: string } };

/** The process's database, opened at first use from DATABASE_URL. */
export function database(): Database {
  const url = process.env.DATABASE_URL;
  if (!url) throw new Error("DATABASE_URL is not set");
  if (store.msaConnection?.url !== url) store.msaConnection = { ...connect(url), url };
  return store.msaConnection.db;
}

/** The state of the process's pool. Null before its first use. */
export const poolState = (): PoolState | null => store.msaConnection?.pool() ?? null;

/** Closes the process's pool, for scripts and tests. */
export async function closeDatabase(): Promise<void> {
  const open = store.msaConnection;
  delete store.msaConnection;
  await open?.close();
}
