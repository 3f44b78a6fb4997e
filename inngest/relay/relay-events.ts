import { type Delivery, expectReceipts } from "@/server/shared/deliveries";
import { log } from "@/server/shared/log";
import { type OutboxRow, parkEvent } from "@/server/shared/outbox";
import { markPublished, releaseRelay, takeUnpublished } from "@/server/shared/relay-queue";
import type { Pass } from "@/inngest/pump";

/** How many events one pass takes. */
export const RELAY_BATCH = 200;
/** While another process publishes: it is done in milliseconds, or dead. */
const BUSY_MS = 50;

/** The engine refuses these events for good: sending them again will not help. */
export class Refused extends Error {}

type Engine = {
  /** Hands events to the engine. @throws Refused, or whatever keeps it from answering. */
  publish: (rows: OutboxRow[]) => Promise<void>;
  /** Whether the engine knows our functions: it takes events that nobody listens to, and drops them. */
  isRegistered: () => Promise<boolean>;
  /** The functions that still have to react to these events. */
  deliveriesOf: (rows: readonly OutboxRow[]) => Promise<Delivery[]>;
};

/**
 * Gives a pass of the relay: brings outbox rows to the engine. What a function has to react to is written down
 * before it is published, so that it is published again until the function says that it is done. Events that no
 * function reacts to are stamped without a word to the engine.
 */
export function relayPass(holder: string, engine: Engine): () => Promise<Pass> {
  /** After a refusal, so many rows go one by one, to find those that are to blame. */
  let alone = 0;

  async function publish(rows: OutboxRow[]): Promise<void> {
    const deliveries = await engine.deliveriesOf(rows);
    if (deliveries.length > 0) {
      await expectReceipts(deliveries);
      const wanted = new Set(deliveries.map((delivery) => delivery.eventId));
      await engine.publish(rows.filter((row) => wanted.has(row.id)));
    }
    await markPublished(holder, rows);
  }

  async function refused(rows: OutboxRow[], reason: string): Promise<void> {
    if (rows.length > 1) {
      alone = rows.length;
      return;
    }
    const [row] = rows as [OutboxRow];
    log.error({ eventId: row.id, name: row.name, reason }, "the engine refuses an event");
    await parkEvent(row.id, reason);
  }

  return async () => {
    if (!(await engine.isRegistered())) return "empty";
    const { rows, busy } = await takeUnpublished(holder, alone > 0 ? 1 : RELAY_BATCH);
    if (busy) return { againInMs: BUSY_MS };
    if (rows.length === 0) return "empty";
    try {
      await publish(rows);
    } catch (error) {
      await releaseRelay(holder);
      if (!(error instanceof Refused)) throw error;
      await refused(rows, error.message);
    } finally {
      if (rows.length === 1) alone = Math.max(0, alone - 1);
    }
    return { done: rows.length };
  };
}
