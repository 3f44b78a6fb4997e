import { type ChildProcess, spawn } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { until } from "@/e2e/support/until";
import { ROOT } from "@/tools/root";
import { tailOf } from "@/tools/start/log-tail";
import { endProcess, processIdentity } from "@/tools/start/processes";

/** The event engine under test: a process of ours, which can be killed, or one that runs elsewhere. */
export interface Engine {
  /** For the report. */
  readonly name: string;
  readonly url: string;
  readonly canBeKilled: boolean;
  start(): Promise<void>;
  /** SIGKILL, for the process and whatever it started. */
  kill(): Promise<void>;
  stop(): Promise<void>;
}

type Command = {
  name: string;
  url: string;
  program: string;
  args: string[];
  env: () => NodeJS.ProcessEnv;
  logFile: string;
};

const isHealthy = async (url: string): Promise<boolean> => {
  const answer = await fetch(`${url}/health`, { signal: AbortSignal.timeout(5_000) }).catch(() => null);
  await answer?.arrayBuffer();
  return answer?.ok ?? false;
};

/** An engine that a command starts; its state must survive SIGKILL. */
class CommandEngine implements Engine {
  readonly canBeKilled = true;
  private child: ChildProcess | null = null;
  private identity: string | null = null;

  constructor(private readonly command: Command) {}

  get name(): string {
    return this.command.name;
  }

  get url(): string {
    return this.command.url;
  }

  async start(): Promise<void> {
    if (this.child) return;
    const { program, args, env, logFile, url } = this.command;
    fs.mkdirSync(path.dirname(logFile), { recursive: true });
    const log = fs.openSync(logFile, "a");
    const child = spawn(program, args, {
      cwd: ROOT,
      detached: true,
      stdio: ["ignore", log, log],
      env: env(),
    });
    fs.closeSync(log);
    let ended: string | null = null;
    child.once("error", (error) => {
      ended = error.message;
    });
    child.once("exit", (code, signal) => {
      ended = `${signal ?? code}`;
      if (this.child === child) this.child = null;
    });
    this.child = child;
    this.identity = child.pid === undefined ? null : processIdentity(child.pid);
    await until(
      async () => ended ?? ((await isHealthy(url)) ? "healthy" : "starting"),
      (state) => state !== "starting",
      { timeoutMs: 60_000 },
    );
    if (ended !== null) throw new Error(`the engine did not start (${ended}):\n${tailOf(logFile)}`);
  }

  kill(): Promise<void> {
    return this.end(["SIGKILL"]);
  }

  stop(): Promise<void> {
    return this.end(["SIGTERM", "SIGKILL"]);
  }

  private async end(signals: NodeJS.Signals[]): Promise<void> {
    const { child } = this;
    if (!child?.pid) return;
    const gone = new Promise((resolve) => child.once("exit", resolve));
    await endProcess(child.pid, this.identity, { signals, graceMs: 10_000, group: true });
    await gone;
    this.child = null;
  }
}

/** An engine that runs elsewhere: it is neither started nor stopped. */
export const runningEngine = (url: string): Engine => ({
  name: url,
  url,
  canBeKilled: false,
  start: async () => {
    if (!(await isHealthy(url))) throw new Error(`no engine answers at ${url}/health`);
  },
  kill: async () => {},
  stop: async () => {},
});

/** The local stand-in in its harsh mode. */
export const standIn = (
  port: number,
  appUrls: readonly string[],
  env: () => Record<string, string>,
  logFile: string,
): Engine =>
  new CommandEngine({
    name: "the local stand-in, harsh",
    url: `http://127.0.0.1:${port}`,
    program: process.execPath,
    args: ["--import", "tsx", path.join(ROOT, "local/inngest-server/main.ts")],
    env: () => ({
      ...process.env,
      MSA_INNGEST_MODE: "harsh",
      // An acknowledged event may be only in memory for so long; the official server lost as much in tests.
      MSA_INNGEST_QUEUE_MS: "500",
      MSA_INNGEST_PORT: String(port),
      MSA_INNGEST_APP_URL: appUrls.map((url) => `${url}/api/inngest`).join(","),
      ...env(),
    }),
    logFile,
  });

/** A server that a shell command starts at `url`. */
export const commandEngine = (
  command: string,
  url: string,
  env: () => Record<string, string>,
  logFile: string,
): Engine =>
  new CommandEngine({
    name: command,
    url,
    program: "sh",
    args: ["-c", `exec ${command}`],
    env: () => ({ ...process.env, ...env() }),
    logFile,
  });
