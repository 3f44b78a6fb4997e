import { log } from "@/server/shared/log";
import { type OutboxRow, parkEvent, relayBatch } from "@/server/shared/outbox";

const BATCH = 100;
const LONGEST_PAUSE_SECONDS = 15;

/** The engine refuses these events for good: sending them again will not help. */
export class Refused extends Error {}

export type Relay = {
  /** Publishes what waits. One at a time per process: who comes meanwhile waits for the same run. */
  nudge(): Promise<void>;
  /** The run in progress, if any. */
  settled(): Promise<void>;
  /** Looks at once and then now and again, for events whose nudge was lost with its process. */
  start(everySeconds: number): void;
  stop(): Promise<void>;
};

/**
 * Brings outbox rows to the engine. While the engine is away it tries again by itself (1, 2, 4 … 15 s),
 * so that everything catches up without any traffic. `nudge` never throws.
 */
export function createRelay(publish: (rows: OutboxRow[]) => Promise<void>): Relay {
  let running: Promise<void> | null = null;
  let again = false;
  let failures = 0;
  let retryAt = 0;
  let retry: NodeJS.Timeout | undefined;
  let poll: NodeJS.Timeout | undefined;
  /** After a refusal, so many rows go one by one, to find those that are to blame. */
  let alone = 0;

  async function pass(): Promise<number> {
    let taken: OutboxRow[] = [];
    try {
      return await relayBatch(
        (rows) => {
          taken = rows;
          return publish(rows);
        },
        alone > 0 ? 1 : BATCH,
      );
    } catch (error) {
      const [first] = taken;
      if (!(error instanceof Refused) || !first) throw error;
      if (taken.length > 1) {
        alone = taken.length;
        return taken.length;
      }
      log.error(
        { eventId: first.id, name: first.name, reason: error.message },
        "the engine refuses an event",
      );
      await parkEvent(first.id, error.message);
      return 1;
    } finally {
      if (taken.length === 1) alone = Math.max(0, alone - 1);
    }
  }

  async function run(): Promise<void> {
    clearTimeout(retry);
    try {
      do {
        again = false;
        while ((await pass()) > 0) failures = 0;
        failures = 0;
      } while (again);
    } catch (error) {
      failures += 1;
      const pauseMs = Math.min(2 ** (failures - 1), LONGEST_PAUSE_SECONDS) * 1_000;
      log.warn({ err: error, failures, pauseMs }, "events wait: the engine or the database is away");
      retryAt = Date.now() + pauseMs;
      retry = setTimeout(nudge, pauseMs + 1).unref();
    } finally {
      running = null;
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
