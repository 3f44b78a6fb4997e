import { type ChildProcess, spawn } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { tailOf } from "./log-tail";
import { endProcess, processIdentity, signalProcess } from "./processes";

/** One process of the local stack. */
export interface Part {
  readonly name: string;
  readonly url: string;
  readonly port: number;
  /** Null while it does not run. */
  readonly pid: number | null;
  readonly logFile: string;
  /** Resolves when its health endpoint answers; always on the same port. Throws with the log's end. */
  start(): Promise<void>;
  /** Asks it to leave, and makes it leave after a while. */
  stop(): Promise<void>;
  /** SIGKILL. */
  kill(): Promise<void>;
  /**
   * False when it runs and gives no good answer to its probe of liveness in time. True also while it is starting or
   * stopped: there is nothing to judge.
   */
  isAlive(timeoutMs: number): Promise<boolean>;
  /** Called when it ends without stop() or kill(). */
  onCrash(listener: (how: string) => void): void;
}

export interface NodePartOptions {
  name: string;
  port: number;
  url: string;
  logFile: string;
  /** Arguments of node, the script first or after node's own flags. */
  args: string[];
  /** Asked at each start: the database's address is known only once it runs. */
  env: () => NodeJS.ProcessEnv;
  /** Answers 2xx when the part is ready. */
  healthUrl: string;
  /** Answers 2xx as long as a restart would not help. Without it nobody watches the part. */
  liveUrl?: string;
  readyTimeoutMs?: number;
  stopGraceMs?: number;
  /** Told after each start and end, so that the run file stays true. */
  onChange?: () => void;
}

/** A module for `--import`: the process ends when the one that started it has ended. */
export const WATCH_PARENT = pathToFileURL(path.join(import.meta.dirname, "watch-parent.mjs")).href;

/** A part that is a Node program; its output goes to a file, so that a closed terminal cannot break it. */
export class NodePart implements Part {
  private child: ChildProcess | null = null;
  private identity: string | null = null;
  private leaving = false;
  private readonly listeners: ((how: string) => void)[] = [];

  constructor(private readonly options: NodePartOptions) {}

  get name() {
    return this.options.name;
  }
  get port() {
    return this.options.port;
  }
  get url() {
    return this.options.url;
  }
  get logFile() {
    return this.options.logFile;
  }
  get pid() {
    return this.child?.pid ?? null;
  }

  onCrash(listener: (how: string) => void): void {
    this.listeners.push(listener);
  }

  async start(): Promise<void> {
    if (this.child) return;
    this.leaving = false;
    const child = this.spawn();
    let ending: string | null = null;
    child.once("error", (error) => {
      ending = error.message;
    });
    child.once("exit", (code, signal) => {
      ending ??= signal ? `ended by ${signal}` : `exit code ${code}`;
      this.ended(child, ending);
    });
    const deadline = Date.now() + (this.options.readyTimeoutMs ?? 60_000);
    while (!(await answersWell(this.options.healthUrl, READY_ANSWER_MS))) {
      if (ending !== null) throw this.failure(`${this.name} did not start (${ending})`);
      if (Date.now() > deadline) {
        await this.kill();
        throw this.failure(`${this.name} was not ready in time (${this.options.healthUrl})`);
      }
      await new Promise((resolve) => setTimeout(resolve, 40));
    }
    // Another program may have answered on that port while ours ended.
    if (ending !== null) throw this.failure(`${this.name} did not start (${ending})`);
    this.started = true;
  }

  stop(): Promise<void> {
    return this.end(["SIGTERM", "SIGKILL"]);
  }

  kill(): Promise<void> {
    return this.end(["SIGKILL"]);
  }

  async isAlive(timeoutMs: number): Promise<boolean> {
    const { liveUrl } = this.options;
    if (!liveUrl || !this.started || this.leaving) return true;
    return answersWell(liveUrl, timeoutMs);
  }

  private started = false;

  private spawn(): ChildProcess {
    fs.mkdirSync(path.dirname(this.logFile), { recursive: true });
    const log = fs.openSync(this.logFile, "a");
    const child = spawn(process.execPath, ["--import", WATCH_PARENT, ...this.options.args], {
      detached: true,
      stdio: ["ignore", log, log],
      env: { ...this.options.env(), MSA_PARENT_PID: String(process.pid) },
    });
    fs.closeSync(log);
    this.child = child;
    this.identity = child.pid === undefined ? null : processIdentity(child.pid);
    this.options.onChange?.();
    return child;
  }

  private ended(child: ChildProcess, how: string): void {
    // Processes that the part itself started end with it.
    if (child.pid !== undefined) signalProcess(-child.pid, "SIGKILL");
    const crashed = this.started && !this.leaving;
    this.child = null;
    this.started = false;
    this.options.onChange?.();
    if (crashed) for (const listener of this.listeners) listener(how);
  }

  private async end(signals: NodeJS.Signals[]): Promise<void> {
    const child = this.child;
    if (!child?.pid) return;
    this.leaving = true;
    const gone = new Promise((resolve) => child.once("exit", resolve));
    await endProcess(child.pid, this.identity, {
      signals,
      graceMs: this.options.stopGraceMs ?? 8_000,
      group: true,
    });
    await gone;
  }

  private failure(what: string): Error {
    return new Error(`${what}\nend of ${this.logFile}:\n${tailOf(this.logFile)}`);
  }
}

const READY_ANSWER_MS = 10_000;

async function answersWell(url: string, timeoutMs: number): Promise<boolean> {
  try {
    const answer = await fetch(url, { signal: AbortSignal.timeout(timeoutMs), redirect: "error" });
    await answer.arrayBuffer();
    return answer.ok;
  } catch {
    return false;
  }
}
