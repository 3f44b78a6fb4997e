import { z } from "zod";
import { keysetFields } from "@/server/shared/fields";
import { historyCategories } from "./events";

export type { HistoryCategory } from "./events";

export const listHistoryInput = z.object({
  ...keysetFields,
  category: z.enum(historyCategories).nullish(),
});
export type ListHistoryInput = z.input<typeof listHistoryInput>;

/** A message about a change: it was sent, or could not be delivered for now. */
const historyDeliveryView = z.strictObject({
  eventId: z.uuid(),
  name: z.string(),
  channel: z.string(),
  occurredAt: z.iso.datetime({ offset: true }),
});
export type HistoryDelivery = z.output<typeof historyDeliveryView>;

/** One event of a customer's timeline. */
export const historyEntryView = z.strictObject({
  eventId: z.uuid(),
  name: z.string(),
  category: z.enum(historyCategories),
  reservationId: z.uuid().nullable(),
  locator: z.string().nullable(),
  /** Its keys are those of `timelineEvents`. */
  summary: z
    .record(z.string(), z.unknown())
    .meta({ description: "What is shown of the event. Its keys follow from `name`." }),
  deliveries: z
    .array(historyDeliveryView)
    .meta({ description: "The messages that told the customer of this event, the oldest first." }),
  occurredAt: z.date(),
});
export type HistoryEntry = z.output<typeof historyEntryView>;

const driftExampleView = z.strictObject({
  eventId: z.uuid(),
  name: z.string(),
  problem: z.enum(["MISSING", "DIFFERENT"]),
});
export type DriftExample = z.output<typeof driftExampleView>;

/** The differences between the timeline and the event log. */
export const historyDriftView = z.strictObject({
  /** Events that history has read. */
  events: z.number().int(),
  /** Events that were read and have no entry. */
  missing: z.number().int(),
  /** Entries that differ from their event. */
  different: z.number().int(),
  /** Entries without an event, of reservations whose events are still kept. */
  surplus: z.number().int(),
  examples: z.array(driftExampleView),
});
export type HistoryDrift = z.output<typeof historyDriftView>;
