import type { TripSummary } from "@/server/reservation/queries";

export const tabs = ["upcoming", "past", "cancelled"] as const;
export type Tab = (typeof tabs)[number];

/** The tab an address asks for; the upcoming trips for anything else. */
export const tabOf = (asked: string | string[] | undefined): Tab =>
  tabs.find((tab) => tab === asked) ?? "upcoming";

/** Trips by tab: the next departure first among those to come, the latest first among the others. */
export function sortTrips<T extends TripSummary>(trips: readonly T[]): Record<Tab, T[]> {
  const ended = trips.filter((trip) => trip.status === "CANCELLED");
  const live = trips.filter((trip) => trip.status !== "CANCELLED");
  return {
    upcoming: live.filter((trip) => !trip.past),
    past: live.filter((trip) => trip.past).reverse(),
    cancelled: ended.reverse(),
  };
}
