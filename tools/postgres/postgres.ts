import fs from "node:fs";
import path from "node:path";
import pg from "pg";
import { endProcess } from "@/tools/start/processes";
import { chooseRunner, findBinaries, POSTGRES_MAJOR } from "./postgres-binaries";
import { prepareCluster } from "./postgres-cluster";
import { exitOf, findRunning, launch, type Postmaster, urlFor } from "./postmaster";

export interface PostgresOptions {
  /** Folder that keeps the cluster; made when missing. */
  dataDir: string;
  /** Wanted port; the next free one is taken when it is in use. */
  port?: number;
  /** Database the returned url points to; made when missing. */
  database?: string;
  /** More server flags, e.g. ["-c", "fsync=off"]. */
  flags?: string[];
  logFile?: string;
}

export interface PostgresServer {
  url: string;
  port: number;
  pid: number;
  logFile: string;
  /** True when a postmaster that already served this data folder was taken over. */
  reused: boolean;
  /** Resolves when the postmaster is gone, for whatever reason. */
  exited: Promise<void>;
  /** The url of another database of this server. */
  urlOf(database: string): string;
  /** Fast shutdown: sessions are cut, all is written. */
  stop(): Promise<void>;
  /** SIGKILL, as a power cut would. */
  kill(): Promise<void>;
}

/** Flags for throw-away clusters: fast, and nothing survives a crash of the machine. */
export const VOLATILE_FLAGS = [
  ...["fsync=off", "synchronous_commit=off", "full_page_writes=off", "shared_buffers=128MB"],
].flatMap((setting) => ["-c", setting]);

/**
 * Starts the embedded PostgreSQL over `dataDir`, or takes over the one that already serves it (left by
 * a killed parent, or shared). Acknowledged work survives kill -9. Throws with the log's end when the
 * server does not come up.
 */
export async function startPostgres(options: PostgresOptions): Promise<PostgresServer> {
  const dataDir = path.resolve(options.dataDir);
  fs.mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const logFile = path.resolve(options.logFile ?? path.join(dataDir, "postgres.log"));
  fs.mkdirSync(path.dirname(logFile), { recursive: true });
  const cluster = path.join(dataDir, `cluster${POSTGRES_MAJOR}`);
  const binaries = await findBinaries();
  const runner = chooseRunner();
  const password = prepareCluster(binaries, runner, dataDir, cluster);
  const running = await findRunning(cluster, password);
  const { port = 0, flags = [] } = options;
  const started = running ?? (await launch({ binaries, runner, cluster, password, logFile, port, flags }));
  const database = options.database ?? "postgres";
  await ensureDatabase(urlFor(password, started.port, "postgres"), database);
  return serverOf(started, password, database, logFile, running !== null);
}

function serverOf(
  postmaster: Postmaster,
  password: string,
  database: string,
  logFile: string,
  reused: boolean,
): PostgresServer {
  const { pid, identity, port } = postmaster;
  return {
    url: urlFor(password, port, database),
    port,
    pid,
    logFile,
    reused,
    exited: exitOf(postmaster),
    urlOf: (other) => urlFor(password, port, other),
    stop: () => endProcess(pid, identity, { signals: ["SIGINT", "SIGQUIT", "SIGKILL"], graceMs: 10_000 }),
    kill: () => endProcess(pid, identity, { signals: ["SIGKILL"] }),
  };
}

async function ensureDatabase(adminUrl: string, database: string): Promise<void> {
  if (database === "postgres") return;
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  try {
    const found = await client.query("select 1 from pg_database where datname = $1", [database]);
    if (found.rowCount === 0) await client.query(`create database ${client.escapeIdentifier(database)}`);
  } finally {
    await client.end();
  }
}
