import type { IncomingEvent } from "./event-request";
import type { Trigger } from "./ingest";
import type { ServerOptions } from "./options";
import type { Registry } from "./registry";
import { openVolatileQueue } from "./volatile-queue";

export interface Receiver {
  /** Takes events. Kind mode: durable when it resolves. Harsh mode: resolves at once. */
  receive(events: IncomingEvent[]): Promise<void>;
  stop(): void;
}

/** Takes the events of a request: stores them at once, or queues them in memory (harsh mode). */
export function createReceiver(
  options: Pick<ServerOptions, "mode" | "queueMs" | "log">,
  registry: Registry,
  accept: (triggers: Trigger[]) => Promise<void>,
): Receiver {
  const triggersOf = (events: IncomingEvent[]) =>
    events.map((each) => ({ ...each, functions: registry.triggeredBy(each.event.name) }));
  if (options.mode === "kind") {
    return { receive: (events) => accept(triggersOf(events)), stop() {} };
  }

  const store = (events: IncomingEvent[]) => {
    // An event without a listener is not remembered: sent again when a function listens, it triggers.
    const wanted = triggersOf(events).filter(({ functions }) => functions.length > 0);
    return wanted.length === 0
      ? Promise.resolve()
      : accept(wanted.map((trigger) => ({ ...trigger, batchAgain: trigger.hasOwnId })));
  };
  const queue = openVolatileQueue(options.queueMs, store, options.log);
  return {
    receive: async (events) => queue.add(events),
    stop() {
      const lost = queue.stop();
      if (lost > 0) options.log(`${lost} acknowledged requests were not stored`);
    },
  };
}
