import type { IncomingEvent } from "./event-request";
import type { Trigger } from "./ingest";
import type { ServerOptions } from "./options";
import type { Registry } from "./registry";
import { openVolatileQueue } from "./volatile-queue";

export interface Receiver {
  /** Takes events over. Kind mode: durable when it resolves. Harsh mode: resolves at once. */
  receive(events: IncomingEvent[]): Promise<void>;
  stop(): void;
}

/** What happens to the events of a request before it is acknowledged, and after. */
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
    // Nothing remembers an event that nobody listens to: sent again once somebody does, it triggers.
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
