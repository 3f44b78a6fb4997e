import type { OutboxRow } from "@/server/shared/outbox";
import { messageOf, sendMessages } from "./messages";
import { createRelay, Refused, type Relay } from "./relay";

/** How the SDK words an answer that says "never" to these very events; keys and outages can be mended. */
const refusal = /^Inngest API Error: (400|406|409|412|413|422) /;

async function publish(rows: OutboxRow[]): Promise<void> {
  try {
    await sendMessages(rows.map(messageOf));
  } catch (error) {
    if (error instanceof Error && refusal.test(error.message)) throw new Refused(error.message);
    throw error;
  }
}

// Next puts this module into several bundles; one relay per process all the same.
const store = globalThis as typeof globalThis & { msaRelay?: Relay };
const relay = (): Relay => {
  store.msaRelay ??= createRelay(publish);
  return store.msaRelay;
};

const POLL_SECONDS = 5;

/** After a commit: publishes what the outbox holds. Never throws; to be called without waiting for it. */
export const relayOutbox = (): Promise<void> => relay().nudge();

/** Waits for a relay in progress: for platforms that freeze a process once its answer is out. */
export const relaySettled = (): Promise<void> => relay().settled();

/** For processes that live on: also catches up when nobody nudges. */
export const startRelay = (): void => relay().start(POLL_SECONDS);
