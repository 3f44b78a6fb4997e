import type { HistoryCategory } from "@/server/history/schemas";

export type { HistoryCategory as Category } from "@/server/history/schemas";

export type Delivery = { eventId: string; name: string; channel: string; occurredAt: Date | string };

/** One event of the timeline. The event's name decides the shape of `summary`. */
export type TimelineEntry = {
  eventId: string;
  name: string;
  category: HistoryCategory;
  locator: string | null;
  summary: Record<string, unknown>;
  /** The messages about it, oldest first. */
  deliveries: readonly Delivery[];
  occurredAt: Date | string;
};

export type TimelinePage = { items: TimelineEntry[]; nextCursor: string | null };
