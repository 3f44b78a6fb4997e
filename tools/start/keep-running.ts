import { setTimeout as pause } from "node:timers/promises";
import type { Part } from "./part";
import { signalProcess } from "./processes";
import type { Stack } from "./stack";

export interface KeepRunningOptions {
  /** Gets a sentence about each end, each new start and each failed one. */
  say: (text: string) => void;
  /** The part has ended by itself, before the first try to start it again. */
  onEnd?: (part: Part) => void;
  /** The pause before the first new start; it doubles with each failure up to the longest. */
  firstPauseMs?: number;
  longestPauseMs?: number;
  /**
   * After a part has run for so long, its next pause is the first one again: pauses are for parts that end at once, and
   * customers wait for the others.
   */
  wellAfterMs?: number;
  /** How often each part's probe of liveness is asked, how long it has to answer, and how often it may fail in a row. */
  probeEveryMs?: number;
  probeTimeoutMs?: number;
  probeFailures?: number;
}

/** A start costs a processor some two seconds: little, for a part that runs five times as long. */
const WELL_AFTER_MS = 10_000;

export interface KeepRunning {
  /** Starts no part any more; waits for a start that is under way. */
  stop(): Promise<void>;
}

/**
 * Starts each part of a stack again that ends by itself, as often as needed; the other parts go on. A part that runs and is
 * no longer alive, because it is frozen or says so, is killed first. A part that was ended by its own stop() or kill()
 * stays ended.
 */
export function keepRunning(stack: Stack, options: KeepRunningOptions): KeepRunning {
  const { say, onEnd, firstPauseMs = 500, longestPauseMs = 30_000, wellAfterMs = WELL_AFTER_MS } = options;
  const failures = new Map<Part, number>();
  const runningSince = new Map<Part, number>();
  const restarts = new Set<Promise<void>>();
  const stopped = new AbortController();

  const nextPause = (part: Part): number => {
    const wasWell = performance.now() - (runningSince.get(part) ?? performance.now()) >= wellAfterMs;
    const before = wasWell ? 0 : (failures.get(part) ?? 0);
    failures.set(part, before + 1);
    return Math.min(firstPauseMs * 2 ** before, longestPauseMs);
  };

  const restart = async (part: Part): Promise<void> => {
    while (!stopped.signal.aborted) {
      const pauseMs = nextPause(part);
      say(`${part.name} is started again in ${(pauseMs / 1000).toFixed(1)} s; the other parts run on.`);
      try {
        await pause(pauseMs, undefined, { signal: stopped.signal });
      } catch {
        return;
      }
      try {
        await part.start();
        runningSince.set(part, performance.now());
        say(`${part.name} runs again (pid ${part.pid}).`);
        return;
      } catch (error) {
        runningSince.delete(part);
        say(`${part.name} did not start: ${error instanceof Error ? error.message.trimEnd() : error}`);
      }
    }
  };

  stack.onCrash((part, how) => {
    if (stopped.signal.aborted) return;
    say(`${part.name} ended unexpectedly (${how}).`);
    onEnd?.(part);
    const work = restart(part).finally(() => restarts.delete(work));
    restarts.add(work);
  });

  const watching = watchLiveness(stack, options, stopped.signal);
  return {
    async stop() {
      stopped.abort();
      await Promise.all([...restarts, watching]);
    },
  };
}

/** Kills each part whose probe fails several times in a row. Its end is then noticed as any other. */
async function watchLiveness(stack: Stack, options: KeepRunningOptions, stopped: AbortSignal): Promise<void> {
  const { say, probeEveryMs = 5_000, probeTimeoutMs = 5_000, probeFailures = 3 } = options;
  /** Failures of the process with this pid: a new one begins without any. */
  const failures = new Map<Part, { pid: number; count: number }>();
  const probe = async (part: Part): Promise<void> => {
    const { pid } = part;
    const isAlive = await part.isAlive(probeTimeoutMs);
    if (isAlive || pid === null || part.pid !== pid || stopped.aborted) return void failures.delete(part);
    const before = failures.get(part);
    const count = before?.pid === pid ? before.count + 1 : 1;
    failures.set(part, { pid, count });
    if (count < probeFailures) return;
    failures.delete(part);
    say(`${part.name} (pid ${pid}) is not alive: its probe failed ${count} times in a row. It is killed.`);
    signalProcess(pid, "SIGKILL");
  };
  while (!stopped.aborted) {
    await Promise.all(stack.parts.map(probe));
    await pause(probeEveryMs, undefined, { signal: stopped }).catch(() => undefined);
  }
}
