import { useLocale, useTranslations } from "next-intl";
import { Card } from "@/components/ui/card";
import { DateTime } from "@/components/ui/date-time";
import { DescriptionList } from "@/components/ui/description-list";
import { PageLink } from "@/components/ui/page-link";
import { formatDuration } from "@/i18n/format";
import type { FlightView } from "@/server/schedule/schemas";
import { FlightStatus } from "./flight-status";

/** The facts of a flight: route, local times, aircraft, status. */
export function FlightFacts({
  flight,
  aircraft,
  searchHref,
}: {
  flight: FlightView;
  aircraft: string;
  /** The customers' search that finds the flight; null when it cannot be bought. */
  searchHref: string | null;
}) {
  const t = useTranslations("admin.flight");
  const locale = useLocale();
  const city = (ko: string, en: string, code: string) => `${locale === "ko" ? ko : en} (${code})`;
  const operation = useOperation(flight);
  const minutes = Math.round((flight.arrivesAt.getTime() - flight.departsAt.getTime()) / 60_000);
  return (
    <Card as="section" title={t("facts")}>
      <DescriptionList
        items={[
          { term: t("from"), value: city(flight.originCityKo, flight.originCityEn, flight.origin) },
          {
            term: t("to"),
            value: city(flight.destinationCityKo, flight.destinationCityEn, flight.destination),
          },
          { term: t("departs"), value: <DateTime at={flight.departsAt} zone={flight.originZone} /> },
          { term: t("arrives"), value: <DateTime at={flight.arrivesAt} zone={flight.destinationZone} /> },
          ...operation,
          { term: t("duration"), value: formatDuration(minutes, locale) },
          { term: t("aircraft"), value: aircraft },
          {
            term: t("status"),
            value: <FlightStatus status={flight.status} departed={flight.departed} />,
          },
          { term: t("origin"), value: flight.scheduleId ? t("fromSchedule") : t("single") },
        ]}
      />
      {searchHref && (
        <p className="mt-4">
          <PageLink href={searchHref} className="font-semibold text-brand-text hover:underline">
            {t("toSearch")}
          </PageLink>
        </p>
      )}
    </Card>
  );
}

/** What was reported of the flight on its day; nothing of what is not known. */
function useOperation(flight: FlightView) {
  const t = useTranslations("admin.operation");
  const { expectedDepartsAt: departs, expectedArrivesAt: arrives } = flight;
  const signs = (...given: (string | null)[]) => given.filter(Boolean).join(" · ");
  const [departure, arrival] = [
    signs(flight.departureTerminal, flight.departureGate),
    signs(flight.arrivalTerminal, flight.arrivalGate),
  ];
  return [
    ...(departs
      ? [{ term: t("expectedDeparture"), value: <DateTime at={departs} zone={flight.originZone} /> }]
      : []),
    ...(arrives
      ? [{ term: t("expectedArrival"), value: <DateTime at={arrives} zone={flight.destinationZone} /> }]
      : []),
    ...(departure ? [{ term: t("departureSigns"), value: departure }] : []),
    ...(arrival ? [{ term: t("arrivalSigns"), value: arrival }] : []),
  ];
}
