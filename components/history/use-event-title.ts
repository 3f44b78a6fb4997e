import { useLocale, useTranslations } from "next-intl";
import { formatInstant } from "@/i18n/format";
import { eventTitle } from "./event-title";
import { routeOf } from "./route-of";
import type { TimelineEntry } from "./types";

type Entry = Pick<TimelineEntry, "name" | "summary">;
type Flight = { departsAt: string; originZone: string; names: readonly (string | null)[] };

const namesOf = ({ names }: Flight) => names.filter((name) => name !== null).join(", ");

/** Flights that the same people gave up stand in one group, in the order of the trip. */
export function groupsOf(flights: readonly Flight[]): { names: string; flights: Flight[] }[] {
  const groups = new Map<string, Flight[]>();
  for (const flight of flights) {
    const names = namesOf(flight);
    groups.set(names, [...(groups.get(names) ?? []), flight]);
  }
  return [...groups].map(([names, own]) => ({ names, flights: own }));
}

/**
 * Writes what happened in one sentence. The cancellation of a part names its passengers and flights; entries from before
 * these were kept have the general sentence.
 */
export function useEventTitle(): (entry: Entry) => string {
  const t = useTranslations("history.event");
  const part = useTranslations("history.part");
  const locale = useLocale();
  const flightText = (flight: Flight) =>
    part("flight", {
      date: formatInstant(flight.departsAt, flight.originZone, "shortDate", locale),
      route: routeOf({ segments: [flight] }, locale) ?? "",
    });
  return (entry) => {
    const key = eventTitle(entry);
    const givenUp = entry.summary.givenUp;
    if (key !== "partCancelled" || !Array.isArray(givenUp)) return t(key);
    const groups = groupsOf(givenUp as Flight[]).map(({ names, flights }) =>
      part("group", { names, flights: flights.map(flightText).join(", ") }),
    );
    return part("cancelled", { groups: groups.join(part("and")) });
  };
}
