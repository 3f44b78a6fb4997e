import { Client as NeonClient, Pool as NeonPool, neonConfig } from "@neondatabase/serverless";
import { drizzle as drizzleNeon } from "drizzle-orm/neon-serverless";
import { drizzle, type NodePgDatabase } from "drizzle-orm/node-postgres";
import pg from "pg";
import { WebSocket } from "ws";
import { databaseEnv } from "@/server/shared/env";
import { StatementNames } from "./statement-names";

/** One type for both drivers: they differ in transport only. */
export type Database = NodePgDatabase;
/** An open transaction. */
export type Tx = Parameters<Parameters<Database["transaction"]>[0]>[0];

type Connection = { db: Database; close: () => Promise<void> };

/** A Neon host is reached over WebSocket (interactive transactions work); anything else by `pg`. */
const isNeon = (url: URL) => url.hostname.endsWith(".neon.tech") || Boolean(databaseEnv().NEON_WS_PROXY);

const statements = new StatementNames();

// biome-ignore lint/suspicious/noExplicitAny: what TypeScript asks of a class that others are derived from
type ClientClass = new (...args: any[]) => { query(...args: any[]): any };

/** A driver's client that names the statements which this process repeats. */
function preparing<C extends ClientClass>(Client: C): C {
  return class extends Client {
    override query(statement: unknown, values?: unknown, ...rest: unknown[]) {
      return super.query(statements.named(statement, values), values, ...rest);
    }
  };
}

/**
 * A page that waits for a connection or an answer gives up and says so. The server ends a statement by itself
 * before we do: our own limit is for one that has frozen.
 */
const LIMITS = { connectionTimeoutMillis: 5_000, idleTimeoutMillis: 30_000, query_timeout: 20_000 };

/**
 * Opens a pool for `databaseUrl`. Small on purpose: replicas share the server's connections, and a
 * short queue in the process beats contention in PostgreSQL. `patient`: no statement is given up.
 */
export function connect(
  databaseUrl: string,
  poolSize = databaseEnv().DATABASE_POOL_SIZE,
  { patient = false }: { patient?: boolean } = {},
): Connection {
  // A migration takes as long as its tables are large.
  const limits = patient ? { ...LIMITS, query_timeout: 0 } : LIMITS;
  if (isNeon(new URL(databaseUrl))) return connectNeon(databaseUrl, poolSize, limits);
  const pool = new pg.Pool({
    Client: preparing(pg.Client),
    connectionString: databaseUrl,
    max: poolSize,
    ...limits,
    statement_timeout: patient ? 0 : 15_000,
    // A process that froze in a transaction would hold up every projection: none has anything to wait for in one.
    idle_in_transaction_session_timeout: 15_000,
  });
  surviveLostConnections(pool);
  return { db: drizzle({ client: pool }), close: () => pool.end() };
}

/**
 * Without a listener a connection's end would end the process: the pool hears of those that are idle, each client
 * of its own while it is used. Whoever waits for an answer gets the error all the same.
 */
function surviveLostConnections(pool: pg.Pool | NeonPool): void {
  pool.on("error", () => {});
  pool.on("connect", (client: { on(event: "error", listener: () => void): unknown }) => {
    client.on("error", () => {});
  });
}

function connectNeon(databaseUrl: string, poolSize: number, limits: typeof LIMITS): Connection {
  // Node brings a WebSocket of its own only from version 22 on.
  neonConfig.webSocketConstructor = WebSocket;
  if (databaseEnv().NEON_WS_PROXY) {
    // A plain WebSocket proxy in front of a local PostgreSQL: no TLS, no pipelined start-up.
    neonConfig.wsProxy = (host, port) => `${databaseEnv().NEON_WS_PROXY}/v2?address=${host}:${port}`;
    neonConfig.useSecureWebSocket = false;
    neonConfig.pipelineTLS = false;
    neonConfig.pipelineConnect = false;
  }
  const pool = new NeonPool({ ...limits, connectionString: databaseUrl, max: poolSize });
  pool.Client = preparing(NeonClient);
  surviveLostConnections(pool);
  return { db: drizzleNeon({ client: pool }) as unknown as Database, close: () => pool.end() };
}

// `next dev` re-evaluates modules; one pool per process and URL all the same.
const store = globalThis as typeof globalThis & { msaConnection?: Connection & { url: string } };

/** The process's database, opened at first use from DATABASE_URL. */
export function database(): Database {
  const url = process.env.DATABASE_URL;
  if (!url) throw new Error("DATABASE_URL is not set");
  if (store.msaConnection?.url !== url) store.msaConnection = { ...connect(url), url };
  return store.msaConnection.db;
}

/** Closes the process's pool, for scripts and tests. */
export async function closeDatabase(): Promise<void> {
  const open = store.msaConnection;
  delete store.msaConnection;
  await open?.close();
}
