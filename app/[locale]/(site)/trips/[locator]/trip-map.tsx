import { getLocale, getTranslations } from "next-intl/server";
import { RouteMap } from "@/components/map/route-map";
import type { Trip } from "@/components/trips/types";
import { Card } from "@/components/ui/card";
import { airportPositions } from "@/server/schedule/queries";

/** The trip's flights on a map, and the same as a table. Nothing when an airport has no place on the map. */
export async function TripMap({ segments }: Pick<Trip, "segments">) {
  const t = await getTranslations("home.map");
  const positions = new Map((await airportPositions()).map((each) => [each.code, each]));
  const place = (code: string) => {
    const at = positions.get(code);
    return at ? { code, position: [at.longitude, at.latitude] as const } : null;
  };
  const routes = segments.flatMap(({ origin, destination }) => {
    const [from, to] = [place(origin), place(destination)];
    return from && to ? { from, to } : [];
  });
  if (routes.length === 0) return null;
  // There and back is one line.
  const lines = new Map(routes.map((route) => [[route.from.code, route.to.code].sort().join(), route]));
  return (
    <Card as="section" title={t("trip")}>
      <div className="overflow-hidden rounded-card bg-sunken">
        <RouteMap label={t("trip")} routes={[...lines.values()]} className="mx-auto max-w-xl" />
      </div>
      <div className="flex flex-wrap justify-between gap-2 pt-2 text-sm">
        <FlightTable segments={segments} />
        <span className="text-xs text-ink-muted">{t("source")}</span>
      </div>
    </Card>
  );
}

async function FlightTable({ segments }: Pick<Trip, "segments">) {
  const t = await getTranslations("home.map");
  const isKorean = (await getLocale()) === "ko";
  return (
    <details>
      <summary className="min-h-6 font-semibold text-brand-text">{t("asTable")}</summary>
      <table className="mt-2 border-collapse text-left">
        <thead>
          <tr>
            {(["flight", "from", "to"] as const).map((key) => (
              <th key={key} scope="col" className="py-1 pr-6">
                {t(key)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {segments.map((leg) => (
            <tr key={`${leg.designator} ${leg.departsAt}`}>
              <th scope="row" className="py-1 pr-6">
                {leg.designator}
              </th>
              <td className="py-1 pr-6">{`${isKorean ? leg.originCityKo : leg.originCityEn} (${leg.origin})`}</td>
              <td className="py-1">{`${isKorean ? leg.destinationCityKo : leg.destinationCityEn} (${leg.destination})`}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}
