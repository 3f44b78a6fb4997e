import { setTimeout as pause } from "node:timers/promises";
import { log } from "@/server/shared/log";
import { detached } from "@/server/shared/trace";

/**
 * The result of one pass. `done`: so many items were processed, and there may be more. "empty": nothing is left.
 * `againInMs`: nothing could be processed now, but another pass may find work after this time.
 */
export type Pass = { done: number } | "empty" | { againInMs: number };

export type Pump = {
  /**
   * Runs passes until nothing is left. Only one pass runs at a time per process: a caller who comes during a pass waits
   * for the same promise. Never throws.
   */
  nudge(): Promise<void>;
  /** Resolves when the work in progress has ended; at once when there is none. */
  settled(): Promise<void>;
  /** Nudges now and every so many seconds, for work whose nudge was lost with its process. */
  start(everySeconds: number): void;
  stop(): Promise<void>;
};

type Options = {
  /** The work's name, for the log. */
  name: string;
  /**
   * The least time in milliseconds from the start of a pass that processed `done` items to the start of the next pass.
   * The first nudge after a rest is served at once; under load, work accumulates and shares a pass.
   */
  restAfter?: (done: number) => number;
};

const LONGEST_PAUSE_SECONDS = 15;

/**
 * Makes a pump that repeats a pass of work until nothing is left. After a failed pass it tries again by itself (after
 * 1, 2, 4 … 15 s), so that the work is caught up without any traffic.
 */
export const createPump = (pass: () => Promise<Pass>, options: Options): Pump => new PassPump(pass, options);

class PassPump implements Pump {
  private running: Promise<void> | null = null;
  private nudged = false;
  private failures = 0;
  /** By the system's clock, milliseconds. */
  private retryAt = 0;
  /** By the process's own clock, milliseconds. */
  private restedAt = -Infinity;
  private retry: NodeJS.Timeout | undefined;
  private poll: NodeJS.Timeout | undefined;

  constructor(
    private readonly pass: () => Promise<Pass>,
    private readonly options: Options,
  ) {}

  nudge(): Promise<void> {
    this.nudged = true;
    if (this.running) return this.running;
    if (this.failures > 0 && Date.now() < this.retryAt) return Promise.resolve();
    // A pass works for everybody, not for the request that nudged.
    this.running = detached(() => this.run());
    return this.running;
  }

  settled(): Promise<void> {
    return this.running ?? Promise.resolve();
  }

  start(everySeconds: number): void {
    clearInterval(this.poll);
    this.poll = setInterval(() => this.nudge(), everySeconds * 1_000).unref();
    void this.nudge();
  }

  async stop(): Promise<void> {
    clearInterval(this.poll);
    clearTimeout(this.retry);
    await this.running;
    clearTimeout(this.retry);
  }

  private async run(): Promise<void> {
    clearTimeout(this.retry);
    try {
      await this.passUntilEmpty();
    } catch (error) {
      this.retryLater(error);
    } finally {
      this.running = null;
      // A nudge that came after the last pass had begun: that pass may not have seen its work.
      if (this.nudged && this.failures === 0) void this.nudge();
    }
  }

  private async passUntilEmpty(): Promise<void> {
    for (;;) {
      const result = await this.onePass();
      this.failures = 0;
      if (result === "empty" && !this.nudged) return;
      if (typeof result === "object" && "againInMs" in result) await pause(result.againInMs);
    }
  }

  private async onePass(): Promise<Pass> {
    const wait = this.restedAt - performance.now();
    if (wait > 0) await pause(wait);
    const beganAt = performance.now();
    // A pass may miss the work of nudges that come after this point.
    this.nudged = false;
    const result = await this.pass();
    const done = typeof result === "object" && "done" in result ? result.done : 0;
    this.restedAt = beganAt + (this.options.restAfter?.(done) ?? 0);
    return result;
  }

  private retryLater(error: unknown): void {
    this.failures += 1;
    const { failures } = this;
    const pauseMs = Math.min(2 ** (failures - 1), LONGEST_PAUSE_SECONDS) * 1_000;
    log.warn({ err: error, failures, pauseMs }, `${this.options.name}: will try again`);
    this.retryAt = Date.now() + pauseMs;
    this.retry = setTimeout(() => this.nudge(), pauseMs + 1).unref();
  }
}
