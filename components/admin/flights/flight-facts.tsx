import { useLocale, useTranslations } from "next-intl";
import { Card } from "@/components/ui/card";
import { DateTime } from "@/components/ui/date-time";
import { DescriptionList } from "@/components/ui/description-list";
import { PageLink } from "@/components/ui/page-link";
import { formatDuration } from "@/i18n/format";
import type { ListedFlight } from "@/server/schedule/schemas";
import { FlightStatus } from "./flight-status";

/** The facts of a flight: route, local times, aircraft, status. */
export function FlightFacts({
  flight,
  aircraft,
  searchHref,
}: {
  flight: ListedFlight;
  aircraft: string;
  /** The customers' search that finds the flight; null when it cannot be bought. */
  searchHref: string | null;
}) {
  const t = useTranslations("admin.flight");
  const locale = useLocale();
  const city = (ko: string, en: string, code: string) => `${locale === "ko" ? ko : en} (${code})`;
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
