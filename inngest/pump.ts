import { setTimeout as pause } from "node:timers/promises";
import { log } from "@/server/shared/log";

/** What one pass came to: so much was done and there may be more, nothing is left, or it is worth looking again soon. */
export type Pass = { done: number } | "empty" | { againInMs: number };

export type Pump = {
  /** Works until nothing is left. One pass at a time per process: whoever asks meanwhile waits for the same work. */
  nudge(): Promise<void>;
  /** The work in progress, if any. */
  settled(): Promise<void>;
  /** Looks at once and then every so many seconds, for work whose nudge was lost with its process. */
  start(everySeconds: number): void;
  stop(): Promise<void>;
};

type Options = {
  /** For the log: what waits while passes fail. */
  name: string;
  /**
   * Least time in milliseconds from the begin of a pass that did so much to the begin of the next. The first nudge
   * after a rest is served at once; under load, work gathers and shares a pass.
   */
  restAfter?: (done: number) => number;
};

const LONGEST_PAUSE_SECONDS = 15;

/**
 * Repeats a pass of work until nothing is left. While passes fail it tries again by itself (after 1, 2, 4 … 15 s),
 * so that everything catches up without any traffic. `nudge` never throws.
 */
export function createPump(pass: () => Promise<Pass>, { name, restAfter = () => 0 }: Options): Pump {
  let running: Promise<void> | null = null;
  let again = false;
  let failures = 0;
  let retryAt = 0;
  let restedAt = -Infinity;
  let retry: NodeJS.Timeout | undefined;
  let poll: NodeJS.Timeout | undefined;

  async function onePass(): Promise<Pass> {
    const wait = restedAt - performance.now();
    if (wait > 0) await pause(wait);
    const beganAt = performance.now();
    // Whoever nudges from here on may have missed this pass.
    again = false;
    const result = await pass();
    restedAt = beganAt + restAfter(typeof result === "object" && "done" in result ? result.done : 0);
    return result;
  }

  async function work(): Promise<void> {
    for (;;) {
      const result = await onePass();
      failures = 0;
      if (result === "empty" && !again) return;
      if (typeof result === "object" && "againInMs" in result) await pause(result.againInMs);
    }
  }

  async function run(): Promise<void> {
    clearTimeout(retry);
    try {
      await work();
    } catch (error) {
      failures += 1;
      const pauseMs = Math.min(2 ** (failures - 1), LONGEST_PAUSE_SECONDS) * 1_000;
      log.warn({ err: error, failures, pauseMs }, `${name}: will try again`);
      retryAt = Date.now() + pauseMs;
      retry = setTimeout(nudge, pauseMs + 1).unref();
    } finally {
      running = null;
      // Somebody nudged in the moment in which the last pass had just been the last.
      if (again && failures === 0) void nudge();
    }
  }

  function nudge(): Promise<void> {
    again = true;
    if (running) return running;
    if (failures > 0 && Date.now() < retryAt) return Promise.resolve();
    running = run();
    return running;
  }

  return {
    nudge,
    settled: () => running ?? Promise.resolve(),
    start(everySeconds) {
      clearInterval(poll);
      poll = setInterval(nudge, everySeconds * 1_000).unref();
      void nudge();
    },
    async stop() {
      clearInterval(poll);
      clearTimeout(retry);
      await running;
      clearTimeout(retry);
    },
  };
}
