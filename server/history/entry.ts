import type { entries } from "@/db/schema/history";
import { categoryOf } from "./events";
import type { ProjectedEvent } from "./schemas";

export type Entry = Omit<typeof entries.$inferSelect, "projectedAt">;

/** Kept in columns of their own, or of no use to the page; names and addresses stay where they belong. */
const leftOut = new Set([
  "customerId",
  "memberId",
  "recipientId",
  "userId",
  "reservationId",
  "locator",
  "locale",
  "contactEmail",
  "email",
  "name",
  "passengers",
  "ledgerEntryIds",
]);

const text = (value: unknown): string | null => (typeof value === "string" ? value : null);

/**
 * The timeline's row of an event. Pure: the same event always gives the same row, also in a rebuild.
 *
 * @throws Error when the event concerns no customer.
 */
export function entryOf(event: ProjectedEvent): Entry {
  const { eventId, name, version, occurredAt, data } = event;
  const category = categoryOf.get(name);
  const customerId = text(data.customerId ?? data.memberId ?? data.recipientId ?? data.userId);
  if (!category || !customerId) throw new Error(`${name} concerns no customer`);
  const summary = Object.fromEntries(Object.entries(data).filter(([key]) => !leftOut.has(key)));
  if (Array.isArray(data.passengers)) summary.passengerCount = data.passengers.length;
  return {
    eventId,
    customerId,
    name,
    version,
    category,
    reservationId: text(data.reservationId),
    locator: text(data.locator),
    summary,
    occurredAt,
  };
}
