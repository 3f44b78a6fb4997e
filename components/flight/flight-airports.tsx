import { useTranslations } from "next-intl";
import type { ResultFlight } from "@/components/search/types";

/** Names of airports by their codes; empty where a search is between two airports that everybody sees. */
export type AirportNamesByCode = Readonly<Record<string, string>>;

/** The airports of one flight by name, where a search of a city shows flights of several. */
export function FlightAirports({
  flight: { origin, destination },
  names,
}: {
  flight: Pick<ResultFlight, "origin" | "destination">;
  names: AirportNamesByCode;
}) {
  const t = useTranslations("search");
  const [from, to] = [names[origin], names[destination]];
  if (!from || !to) return null;
  return <p className="pt-1 text-sm text-ink-muted">{t("flightAirports", { from, to })}</p>;
}
