import { type Delivery, expectReceipts } from "@/server/shared/deliveries";
import { log } from "@/server/shared/log";
import { type OutboxRow, parkEvent } from "@/server/shared/outbox";
import { markPublished, releaseRelay, takeUnpublished } from "@/server/shared/relay-queue";
import type { Pass } from "./pump";

/** The most events of one pass. */
export const RELAY_BATCH = 200;
/** The pause while another process publishes. */
const BUSY_MS = 50;

/** The engine will never accept these events; sending them again does not help. */
export class Refused extends Error {}

type Engine = {
  /** Sends events to the engine. @throws Refused; otherwise the error that stopped it. */
  publish: (rows: OutboxRow[]) => Promise<void>;
  /** Whether the engine knows our functions. Before that it accepts events and drops them. */
  isRegistered: () => Promise<boolean>;
  /** The functions that still have to react to these events. */
  deliveriesOf: (rows: readonly OutboxRow[]) => Promise<Delivery[]>;
};

/**
 * Makes the pass of the relay, which publishes outbox rows to the engine. The expected receipts are written before an
 * event is published, so that the event is published again until each function confirms it. An event to which no function
 * reacts is only marked as published.
 *
 * @param holder the id under which this process takes the relay's lease.
 */
export function relayPass(holder: string, engine: Engine): () => Promise<Pass> {
  /** After a refusal: how many rows are still published one by one, to find the refused ones. */
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
