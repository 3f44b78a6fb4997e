export type Category = "RESERVATION" | "PAYMENT" | "MILEAGE" | "MESSAGE" | "ACCOUNT";

/** One event of the timeline as it is drawn. The summary's shape follows from the event's name. */
export type TimelineEntry = {
  eventId: string;
  name: string;
  category: Category;
  locator: string | null;
  summary: Record<string, unknown>;
  occurredAt: Date | string;
};

export type TimelinePage = { items: TimelineEntry[]; nextCursor: string | null };
