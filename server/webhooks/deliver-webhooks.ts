import { setTimeout as pause } from "node:timers/promises";
import { type RequestContext, requireSystem } from "@/server/shared/context";
import { log } from "@/server/shared/log";
import { parse } from "@/server/shared/parse";
import { type LeasedDelivery, takeDue } from "./lease-deliveries";
import { type DeliverWebhooksInput, deliverWebhooksInput } from "./schemas";
import { settleDelivery } from "./settle-delivery";
import { tryDelivery } from "./try-delivery";
import type { TransportOptions } from "./webhook-transport";

/** Tries of one process at the same time. Half of them are kept for endpoints that answer. */
const AT_ONCE = 16;
const AT_ONCE_FAILING = AT_ONCE / 2;
/** How often work that became due is looked for while slow endpoints are waited for. */
const LOOK_MS = 250;

export type Delivered = { delivered: number; failed: number };

/**
 * Delivers what is due, until nothing is left or the time is used up; tries that have begun are waited for. Each endpoint has a few
 * tries at the same time, so that a slow one holds no other up.
 *
 * @returns how many were delivered, and how many tries failed.
 */
export async function deliverWebhooks(
  ctx: RequestContext,
  input: DeliverWebhooksInput,
  options: TransportOptions = {},
): Promise<Delivered> {
  requireSystem(ctx.actor);
  const { budgetSeconds } = parse(deliverWebhooksInput, input);
  const endAt = performance.now() + budgetSeconds * 1_000;
  const total = { delivered: 0, failed: 0 };
  const running = new Map<Promise<void>, "failing" | "well">();
  const start = (delivery: LeasedDelivery, kind: "failing" | "well") => {
    const work = deliver(ctx, delivery, options, total).finally(() => running.delete(work));
    running.set(work, kind);
  };
  try {
    while (performance.now() < endAt) {
      await startDue(running, start);
      if (running.size === 0) break;
      await Promise.race([...running.keys(), pause(LOOK_MS, undefined, { ref: false })]);
    }
  } finally {
    await Promise.all(running.keys());
  }
  return total;
}

type Running = ReadonlyMap<unknown, "failing" | "well">;

async function startDue(
  running: Running,
  start: (delivery: LeasedDelivery, kind: "failing" | "well") => void,
): Promise<void> {
  const well = await takeDue({ failing: false, limit: AT_ONCE - running.size });
  for (const delivery of well) start(delivery, "well");
  const failing = [...running.values()].filter((kind) => kind === "failing").length;
  const room = Math.min(AT_ONCE - running.size, AT_ONCE_FAILING - failing);
  for (const delivery of await takeDue({ failing: true, limit: room })) start(delivery, "failing");
}

/** Never throws: a delivery whose try could not be written down is taken again when its lease ends. */
async function deliver(
  ctx: RequestContext,
  delivery: LeasedDelivery,
  options: TransportOptions,
  total: Delivered,
): Promise<void> {
  const about = { ...ctx, causationId: delivery.eventId };
  try {
    const settled = await settleDelivery(about, delivery, await tryDelivery(delivery, options));
    if (settled === "DELIVERED") total.delivered += 1;
    else total.failed += 1;
  } catch (error) {
    total.failed += 1;
    log.warn({ err: error, deliveryId: delivery.id }, "a delivery of webhooks stays leased");
  }
}
