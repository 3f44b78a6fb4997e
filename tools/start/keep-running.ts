import { setTimeout as pause } from "node:timers/promises";
import type { Part } from "./part";
import type { Stack } from "./stack";

export interface KeepRunningOptions {
  /** Gets a sentence about each end, each new start and each failed one. */
  say: (text: string) => void;
  /** The part has ended by itself, before the first try to start it again. */
  onEnd?: (part: Part) => void;
  /** The pause before the first new start; it doubles with each failure up to the longest. */
  firstPauseMs?: number;
  longestPauseMs?: number;
  /** After a part has run for so long, its next pause is the first one again. */
  wellAfterMs?: number;
}

export interface KeepRunning {
  /** Starts no part any more; waits for a start that is under way. */
  stop(): Promise<void>;
}

/**
 * Starts each part of a stack again that ends by itself, as often as needed; the other parts go on. A part that was
 * ended by its own stop() or kill() stays ended.
 */
export function keepRunning(stack: Stack, options: KeepRunningOptions): KeepRunning {
  const { say, onEnd, firstPauseMs = 500, longestPauseMs = 30_000, wellAfterMs = 60_000 } = options;
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

  return {
    async stop() {
      stopped.abort();
      await Promise.all(restarts);
    },
  };
}
