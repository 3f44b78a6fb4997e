import { type ChildProcess, spawn } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import pg from "pg";
import { tailOf } from "@/tools/start/log-tail";
import { claimPort, isPortFree } from "@/tools/start/ports";
import { commandLine, endProcess, isSameProcess, processIdentity } from "@/tools/start/processes";
import type { PostgresBinaries, Runner } from "./postgres-binaries";
import { CLUSTER_USER } from "./postgres-cluster";

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
  // A new airline's tables grow a hundredfold within the minute that autovacuum usually waits.
  autovacuum_naptime: "10s",
};

/** The first process of a PostgreSQL server. `child` is set when this process started it. */
export interface Postmaster {
  pid: number;
  identity: string | null;
  port: number;
  child?: ChildProcess;
}

export const urlFor = (password: string, port: number, database: string) =>
  `postgres://${CLUSTER_USER}:${password}@127.0.0.1:${port}/${database}`;

/** Resolves when the postmaster is gone. */
export const exitOf = ({ child, pid, identity }: Postmaster): Promise<void> =>
  child ? childExit(child) : watchUntilGone(pid, identity);

const childExit = (child: ChildProcess) =>
  new Promise<void>((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) resolve();
    else child.once("exit", () => resolve());
  });

/** For a postmaster that another process started. */
const watchUntilGone = (pid: number, identity: string | null) =>
  new Promise<void>((resolve) => {
    const timer = setInterval(() => {
      if (isSameProcess(pid, identity)) return;
      clearInterval(timer);
      resolve();
    }, 250).unref();
  });

/**
 * The postmaster that serves this cluster now, or null. Removes a pid file whose process is gone, a zombie or
 * another program: PostgreSQL would take any live pid for a postmaster and refuse to start.
 */
export async function findRunning(cluster: string, password: string): Promise<Postmaster | null> {
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
    // It may be starting or stopping.
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
  /** Wanted port; another one is taken when it is in use. */
  port: number;
  flags: string[];
}

/** Starts a postmaster. Backends of a killed one hold its shared memory for a moment, so a start may be repeated. */
export async function launch(job: Launch): Promise<Postmaster> {
  const deadline = Date.now() + READY_TIMEOUT_MS;
  for (;;) {
    const port = await claimPort(job.port);
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

function spawnPostmaster({ binaries, runner, cluster, logFile, flags }: Launch, port: number): Postmaster {
  const settings = Object.entries(SETTINGS).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
  const [program, args] = runner.wrap(binaries.postgres, [
    ...["-D", cluster, "-p", String(port)],
    ...settings,
    ...flags,
  ]);
  const log = fs.openSync(logFile, "a");
  // In a session of its own, so that Ctrl-C in the terminal does not reach it: stop() does.
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

/** Whether the server gives any answer in time, be it a refusal. */
export async function speaks(url: string, timeoutMs: number): Promise<boolean> {
  const limits = { connectionTimeoutMillis: timeoutMs, query_timeout: timeoutMs };
  const client = new pg.Client({ connectionString: url, ...limits });
  client.on("error", () => undefined);
  try {
    await client.connect();
    await client.query("select 1");
    return true;
  } catch (error) {
    // An error of the server itself, unlike one of the driver, has a severity.
    return (error as { severity?: string }).severity !== undefined;
  } finally {
    void client.end().catch(() => undefined);
  }
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

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
