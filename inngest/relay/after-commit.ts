import { setTimeout as pause } from "node:timers/promises";
import { parkPoisonRow } from "@/server/assurance";
import { catchUpHistory } from "@/server/history";
import { catchUpRecipients } from "@/server/notification";
import { systemContext } from "@/server/shared/context";
import { uuidv7 } from "@/server/shared/ids";
import { deliveriesOf } from "./delivery-facts";
import { publish } from "./publish-events";
import { createPump, type Pass, type Pump } from "@/inngest/pump";
import { redeliverOverdue } from "./redeliver-events";
import { isRegistered } from "@/inngest/registration/engine-state";
import { RELAY_BATCH, relayPass } from "./relay-events";

/** While a running transaction may still bring an earlier event: it ends in milliseconds, as a rule, but need not. */
const HELD_MS = 15;
const LONGEST_HELD_MS = 1_000;

/**
 * How long a pass waits for the next: nobody sees the short rest, and the more there was to do, the longer events
 * gather and the fewer runs they share. A full batch is a backlog: it is worked off without a rest.
 */
const restAfter = (done: number): number => {
  if (done >= RELAY_BATCH) return 0;
  if (done >= 50) return 900;
  if (done >= 20) return 400;
  return done >= 5 ? 150 : 50;
};

const ctx = systemContext("projections");

/** Each projection has a pump of its own: one that fails stops no other. */
function projectionPump(name: string, catchUp: typeof catchUpHistory): Pump {
  let heldMs = HELD_MS;
  const pass = async (): Promise<Pass> => {
    const { projected, more, held } = await catchUp(ctx, { onPoison: parkPoisonRow });
    const waits = projected === 0 && !more && held;
    const againInMs = heldMs;
    heldMs = waits ? Math.min(2 * heldMs, LONGEST_HELD_MS) : HELD_MS;
    if (waits) return { againInMs };
    return projected > 0 || more ? { done: projected } : "empty";
  };
  return createPump(pass, { name: `projection ${name}`, restAfter });
}

type Pumps = { relay: Pump; history: Pump; recipients: Pump; redelivery: Pump };

const createPumps = (): Pumps => ({
  relay: createPump(relayPass(uuidv7(), { publish, isRegistered, deliveriesOf }), {
    name: "relay of events",
    restAfter,
  }),
  history: projectionPump("history", catchUpHistory),
  recipients: projectionPump("recipients", catchUpRecipients),
  redelivery: createPump(redeliverOverdue, { name: "redelivery", restAfter: () => 1_000 }),
});

// Next puts this module into several bundles; one of each per process all the same.
const store = globalThis as typeof globalThis & { msaPumps?: Pumps };
const pumps = (): Pumps => {
  store.msaPumps ??= createPumps();
  return store.msaPumps;
};

/**
 * Does what follows a commit: publishes what the outbox holds, and brings the projections up to date. Never
 * throws; to be called without waiting for it.
 */
export async function afterCommit(): Promise<void> {
  const { relay, history, recipients } = pumps();
  await Promise.all([relay, history, recipients].map((pump) => pump.nudge()));
}

/** Under a lasting load there is always more to do: others go on with it. */
const SETTLED_WITHIN_MS = 10_000;

/** Waits a while for work in progress: for platforms that freeze a process once its answer is out. */
export async function afterCommitSettled(): Promise<void> {
  const settled = Promise.all(Object.values(pumps()).map((pump) => pump.settled()));
  await Promise.race([settled, pause(SETTLED_WITHIN_MS, undefined, { ref: false })]);
}

/** Publishes again what is overdue. Never throws. */
export const redeliver = (): Promise<void> => pumps().redelivery.nudge();

const POLL_SECONDS = 5;
const REDELIVERY_SECONDS = 10;

/** For processes that live on: catches up by itself when nobody nudges. */
export function startAfterCommit(): void {
  const { redelivery, ...others } = pumps();
  for (const pump of Object.values(others)) pump.start(POLL_SECONDS);
  redelivery.start(REDELIVERY_SECONDS);
}
