import { type ChildProcess, spawn } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import pg from "pg";
import { tailOf } from "@/tools/start/log-tail";
import { claimPort, isPortFree } from "@/tools/start/ports";
import { commandLine, endProcess, isSameProcess, processIdentity } from "@/tools/start/processes";
import {
  chooseRunner,
  findBinaries,
  POSTGRES_MAJOR,
  type PostgresBinaries,
  type Runner,
} from "./postgres-binaries";
import { CLUSTER_USER, prepareCluster } from "./postgres-cluster";

export interface PostgresOptions {
  /** Folder that keeps the cluster; made when missing. */
  dataDir: string;
  /** Wanted port; the next free one is taken when somebody else has it. */
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

const READY_TIMEOUT_MS = 30_000;
const SETTINGS = {
  listen_addresses: "127.0.0.1",
  // A socket path longer than 107 characters would keep it from starting in a deep folder.
  unix_socket_directories: "",
  shared_buffers: "256MB",
  max_connections: "100",
  timezone: "UTC",
  log_timezone: "UTC",
  log_checkpoints: "off",
  // A violated key would be logged with the row's values.
  log_error_verbosity: "terse",
  // An airline that has just opened grows a hundredfold within its first minute, the usual time between looks.
  autovacuum_naptime: "10s",
};

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
  const started = running ?? (await launch({ binaries, runner, cluster, password, logFile, options }));
  const database = options.database ?? "postgres";
  await ensureDatabase(urlFor(password, started.port, "postgres"), database);
  return serverOf(started, password, database, logFile, running !== null);
}

interface Postmaster {
  pid: number;
  identity: string | null;
  port: number;
  child?: ChildProcess;
}

const urlFor = (password: string, port: number, database: string) =>
  `postgres://${CLUSTER_USER}:${password}@127.0.0.1:${port}/${database}`;

function serverOf(
  { pid, identity, port, child }: Postmaster,
  password: string,
  database: string,
  logFile: string,
  reused: boolean,
): PostgresServer {
  return {
    url: urlFor(password, port, database),
    port,
    pid,
    logFile,
    reused,
    exited: child ? exitOf(child) : watchUntilGone(pid, identity),
    urlOf: (other) => urlFor(password, port, other),
    stop: () => endProcess(pid, identity, { signals: ["SIGINT", "SIGQUIT", "SIGKILL"], graceMs: 10_000 }),
    kill: () => endProcess(pid, identity, { signals: ["SIGKILL"] }),
  };
}

const exitOf = (child: ChildProcess) =>
  new Promise<void>((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) resolve();
    else child.once("exit", () => resolve());
  });

/** For a postmaster that is not our child; the timer keeps no program alive. */
const watchUntilGone = (pid: number, identity: string | null) =>
  new Promise<void>((resolve) => {
    const timer = setInterval(() => {
      if (isSameProcess(pid, identity)) return;
      clearInterval(timer);
      resolve();
    }, 250).unref();
  });

/**
 * The postmaster that serves this cluster now, or null. A pid file whose process is gone, a zombie, or
 * somebody else's by now is removed: PostgreSQL itself would take any live pid for its own and refuse.
 */
async function findRunning(cluster: string, password: string): Promise<Postmaster | null> {
  const pidFile = path.join(cluster, "postmaster.pid");
  const deadline = Date.now() + READY_TIMEOUT_MS;
  while (fs.existsSync(pidFile)) {
    const lines = fs.readFileSync(pidFile, "utf8").split("\n");
    const pid = Number(lines[0]);
    const port = Number(lines[3]);
    const identity = processIdentity(pid);
    if (identity === null || !commandLine(pid).includes(cluster)) {
      fs.rmSync(pidFile, { force: true });
      return null;
    }
    // It may be coming up or going down: ask until one or the other is done.
    if (port > 0 && (await answers(urlFor(password, port, "postgres")))) return { pid, identity, port };
    if (Date.now() > deadline) throw new Error(`PostgreSQL (pid ${pid}) over ${cluster} does not answer`);
    await pause(50);
  }
  return null;
}

interface Launch {
  binaries: PostgresBinaries;
  runner: Runner;
  cluster: string;
  password: string;
  logFile: string;
  options: PostgresOptions;
}

/** Backends of a killed postmaster hold its shared memory for a moment: a start that dies is tried again. */
async function launch(job: Launch): Promise<Postmaster> {
  const deadline = Date.now() + READY_TIMEOUT_MS;
  for (;;) {
    const port = await claimPort(job.options.port ?? 0);
    const postmaster = spawnPostmaster(job, port);
    if (await becomesReady(postmaster, urlFor(job.password, port, "postgres"), deadline)) return postmaster;
    const log = tailOf(job.logFile);
    const lostPort = !(await isPortFree(port));
    if (Date.now() > deadline || !(lostPort || /still in use|lock file/.test(log))) {
      await endProcess(postmaster.pid, postmaster.identity, { signals: ["SIGQUIT", "SIGKILL"] });
      throw new Error(`PostgreSQL did not start; end of ${job.logFile}:\n${log}`);
    }
    await pause(200);
  }
}

function spawnPostmaster({ binaries, runner, cluster, logFile, options }: Launch, port: number): Postmaster {
  const settings = Object.entries(SETTINGS).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
  const [program, args] = runner.wrap(binaries.postgres, [
    ...["-D", cluster, "-p", String(port)],
    ...settings,
    ...(options.flags ?? []),
  ]);
  const log = fs.openSync(logFile, "a");
  // A session of its own: Ctrl-C in the terminal reaches it only through stop().
  const child = spawn(program, args, {
    detached: true,
    stdio: ["ignore", log, log],
    cwd: "/",
    ...runner.spawnAs,
  });
  fs.closeSync(log);
  child.on("error", () => undefined);
  child.unref();
  const pid = child.pid;
  if (pid === undefined) throw new Error(`cannot run ${program}`);
  return { pid, identity: processIdentity(pid), port, child };
}

async function becomesReady(postmaster: Postmaster, url: string, deadline: number): Promise<boolean> {
  while (Date.now() < deadline && isSameProcess(postmaster.pid, postmaster.identity)) {
    if (await answers(url)) return true;
    await pause(25);
  }
  return false;
}

async function answers(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2_000 });
  client.on("error", () => undefined);
  try {
    await client.connect();
    await client.query("select 1");
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
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

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
