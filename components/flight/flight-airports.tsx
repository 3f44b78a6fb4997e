import { useTranslations } from "next-intl";
import type { FlightLeg } from "@/server/reservation/schemas";

/** Names of airports by their codes; empty when the search is between two airports and not between cities. */
export type AirportNamesByCode = Readonly<Record<string, string>>;

/** The names of the airports of a flight, when the search of a city lists flights of several airports. */
export function FlightAirports({
  flight: { origin, destination },
  names,
}: {
  flight: Pick<FlightLeg, "origin" | "destination">;
  names: AirportNamesByCode;
}) {
  const t = useTranslations("search");
  const [from, to] = [names[origin], names[destination]];
  if (!from || !to) return null;
  return <p className="pt-1 text-sm text-ink-muted">{t("flightAirports", { from, to })}</p>;
}
