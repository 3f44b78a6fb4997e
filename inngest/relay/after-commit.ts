import { setTimeout as pause } from "node:timers/promises";
import { isRegistered } from "@/inngest/registration/engine-state";
import { parkPoisonRow } from "@/server/assurance";
import { catchUpHistory } from "@/server/history";
import { catchUpRecipients } from "@/server/notification";
import { systemContext } from "@/server/shared/context";
import { uuidv7 } from "@/server/shared/ids";
import { catchUpDeliveries, deliverWebhooks } from "@/server/webhooks";
import { deliveriesOf } from "./delivery-facts";
import { publish } from "./publish-events";
import { createPump, type Pass, type Pump } from "./pump";
import { redeliverOverdue } from "./redeliver-events";
import { RELAY_BATCH, relayPass } from "./relay-events";

/** The pause while an open transaction may still commit an earlier event. Most end in milliseconds, but some do not. */
const HELD_MS = 15;
const LONGEST_HELD_MS = 1_000;

/**
 * The rest between two passes, in milliseconds. The more events a pass had, the longer the next one waits, so that more
 * events share a run of each function. A full batch means a backlog, which is processed without a rest.
 */
const restAfter = (done: number): number => {
  if (done >= RELAY_BATCH) return 0;
  if (done >= 50) return 900;
  if (done >= 20) return 400;
  return done >= 5 ? 150 : 50;
};

const ctx = systemContext("projections");
const deliveryCtx = systemContext("deliver-webhooks");

/** Each projection has a pump of its own, so that a failing projection does not stop the others. */
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

/** Queues events for the endpoints of partners, and begins to deliver them. Nobody waits for the partners' servers. */
async function queueWebhooks(
  ...given: Parameters<typeof catchUpDeliveries>
): ReturnType<typeof catchUpDeliveries> {
  const pass = await catchUpDeliveries(...given);
  if (pass.projected > 0) void pumps().delivery.nudge();
  return pass;
}

/** How long one pass delivers webhooks before the next one begins. */
const DELIVERY_SECONDS = 20;

/** What was queued is delivered at once. The queue is looked at by the database's clock, also for what has to be tried again. */
async function deliveryPass(): Promise<Pass> {
  const { delivered, failed } = await deliverWebhooks(deliveryCtx, { budgetSeconds: DELIVERY_SECONDS });
  return delivered + failed > 0 ? { done: delivered + failed } : "empty";
}

type Pumps = {
  relay: Pump;
  history: Pump;
  recipients: Pump;
  webhooks: Pump;
  delivery: Pump;
  redelivery: Pump;
};

const createPumps = (): Pumps => ({
  relay: createPump(relayPass(uuidv7(), { publish, isRegistered, deliveriesOf }), {
    name: "relay of events",
    restAfter,
  }),
  history: projectionPump("history", catchUpHistory),
  recipients: projectionPump("recipients", catchUpRecipients),
  webhooks: projectionPump("webhooks", queueWebhooks),
  delivery: createPump(deliveryPass, { name: "delivery of webhooks" }),
  redelivery: createPump(redeliverOverdue, { name: "redelivery", restAfter: () => 1_000 }),
});

// Next puts this module into several bundles. The pumps are kept on `globalThis`, so that a process has one of each.
const store = globalThis as typeof globalThis & { msaPumps?: Pumps };
const pumps = (): Pumps => {
  store.msaPumps ??= createPumps();
  return store.msaPumps;
};

/**
 * Publishes the events of the outbox and brings the projections up to date. To be called after a commit, without waiting
 * for it. Never throws.
 */
export async function afterCommit(): Promise<void> {
  const { relay, history, recipients, webhooks } = pumps();
  await Promise.all([relay, history, recipients, webhooks].map((pump) => pump.nudge()));
}

/** Delivers webhooks that were queued again. Never throws. */
export const deliverQueued = (): Promise<void> => pumps().delivery.nudge();

/** Under a lasting load there is always more to do. Other processes continue with it. */
const SETTLED_WITHIN_MS = 10_000;

/** Waits up to ten seconds for the work in progress, for platforms that freeze a process after its response. */
export async function afterCommitSettled(): Promise<void> {
  const settled = Promise.all(Object.values(pumps()).map((pump) => pump.settled()));
  await Promise.race([settled, pause(SETTLED_WITHIN_MS, undefined, { ref: false })]);
}

/** Publishes overdue events again. Never throws. */
export const redeliver = (): Promise<void> => pumps().redelivery.nudge();

const POLL_SECONDS = 5;
const REDELIVERY_SECONDS = 10;

/** Starts polling in a long-running process, so that it catches up when a nudge was lost. */
export function startAfterCommit(): void {
  const { redelivery, ...others } = pumps();
  for (const pump of Object.values(others)) pump.start(POLL_SECONDS);
  redelivery.start(REDELIVERY_SECONDS);
}
