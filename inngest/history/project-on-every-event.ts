import { projectEvents } from "@/server/history";
import { timelineEvents } from "@/server/history/events";
import { batchReaction, reaction } from "../reaction";
import type { Received } from "../received";

const { MESSAGE: messageEvents, ...others } = timelineEvents;

const entryOf = ({ eventId, name, version, occurredAt, data }: Received) => ({
  eventId,
  name,
  version,
  occurredAt,
  data: data as Record<string, unknown>,
});

/** The customer sees at once what became of a booking, a payment or miles. */
export const projectOnEveryEvent = reaction({
  id: "project-on-every-event",
  on: Object.values(others).flat(),
  recordsEvents: false,
  step: "project",
  verb: (ctx, event) => projectEvents(ctx, { events: [entryOf(event)] }),
});

/** Messages are the most frequent and the least urgent: many share a run. */
export const projectOnEveryMessage = batchReaction({
  id: "project-on-every-message",
  on: messageEvents,
  recordsEvents: false,
  batch: { maxSize: 50, timeout: "1s" },
  react: (events, steps) =>
    steps.run("project", (ctx) => projectEvents(ctx, { events: events.map(entryOf) })),
});
