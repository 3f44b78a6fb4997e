import type { TripSummary } from "@/server/reservation/queries";

export const tabs = ["upcoming", "past", "cancelled"] as const;
export type Tab = (typeof tabs)[number];

/** The tab that an address names; otherwise the upcoming trips. */
export const tabOf = (asked: string | string[] | undefined): Tab =>
  tabs.find((tab) => tab === asked) ?? "upcoming";

/** Trips by tab. Upcoming trips: the next departure first; the others: the latest first. */
export function sortTrips<T extends TripSummary>(trips: readonly T[]): Record<Tab, T[]> {
  const ended = trips.filter((trip) => trip.status === "CANCELLED");
  const live = trips.filter((trip) => trip.status !== "CANCELLED");
  return {
    upcoming: live.filter((trip) => !trip.past),
    past: live.filter((trip) => trip.past).reverse(),
    cancelled: ended.reverse(),
  };
}
