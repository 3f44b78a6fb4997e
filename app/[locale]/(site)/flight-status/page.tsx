import { PlaneLanding } from "lucide-react";
import type { Metadata } from "next";
import { getTranslations, setRequestLocale } from "next-intl/server";
import { firstValues, type RawParams } from "@/app/_lib/http/search-params";
import { searchPlaces } from "@/app/[locale]/(site)/flights/search-places";
import { FlightStatusForm } from "@/components/home/flight-status-form";
import { FlightStatusList } from "@/components/home/flight-status-list";
import { HomeTabs } from "@/components/home/home-tabs";
import { withClientMessages } from "@/components/layout/client-messages";
import { Alert } from "@/components/ui/alert";
import { EmptyState } from "@/components/ui/empty-state";
import { knownKey } from "@/components/ui/known-key";
import { formatLocalDate } from "@/i18n/format";
import type { Locale } from "@/i18n/routing";
import { STATUS_DAYS } from "@/server/schedule/schemas";
import { databaseClock } from "@/server/shared/database-clock";
import { addDays, KOREA_ZONE, toLocal } from "@/server/shared/time";
import { askStatus } from "./ask-status";

type Props = { params: Promise<{ locale: Locale }>; searchParams: Promise<RawParams> };

export async function generateMetadata({ params, searchParams }: Props): Promise<Metadata> {
  const { locale } = await params;
  const t = await getTranslations({ locale, namespace: "home.status" });
  const { flight } = firstValues(await searchParams);
  return { title: flight ? `${t("title")}: ${flight.slice(0, 10)}` : t("title") };
}

const errorKeys = [
  "required",
  "flightNumber",
  "airport",
  "sameAirport",
  "date",
  "statusDay",
  "invalid",
] as const;

/** The flights of a day with their states, by number or by route. The question is in the address. */
async function FlightStatusPage({ params, searchParams }: Props) {
  const { locale } = await params;
  setRequestLocale(locale);
  const raw = firstValues(await searchParams);
  const [t, known, now] = await Promise.all([
    getTranslations("home.status"),
    searchPlaces(locale),
    databaseClock(),
  ]);
  const today = toLocal(now, KOREA_ZONE).date;
  const days = { first: addDays(today, -STATUS_DAYS.back), last: addDays(today, STATUS_DAYS.ahead) };
  const date = raw.date ?? today;
  const { by, errors, flights } = await askStatus(raw, date);
  const shown = (day: string) => formatLocalDate(day, "shortDate", locale);
  const error = (field: string) => {
    const key = errors[field];
    if (!key) return undefined;
    const values = { field, first: shown(days.first), last: shown(days.last) };
    return t(`fields.${knownKey(errorKeys, key, "invalid")}`, values);
  };
  return (
    <>
      <div className="bg-linear-to-b from-brand-soft to-canvas">
        <div className="page-width pt-8 pb-8 sm:pt-12">
          <h1 className="text-display font-extrabold">{t("title")}</h1>
          <p className="mt-2 mb-6 text-lg text-ink-muted">{t("lead")}</p>
          <HomeTabs current="status" />
          <FlightStatusForm
            {...{ by, error, days }}
            airports={known.options}
            values={{
              ...known.byUsualCodes({ from: raw.from ?? "", to: raw.to ?? "" }),
              date,
              flight: raw.flight ?? "",
            }}
          />
        </div>
      </div>
      <div className="page-width pb-16">
        {Object.keys(errors).length > 0 && <Alert live tone="danger" title={t("problem")} />}
        {flights?.length === 0 && (
          <EmptyState live icon={PlaneLanding} title={t("none")}>
            {t("noneHint")}
          </EmptyState>
        )}
        {flights && flights.length > 0 && <FlightStatusList flights={flights} now={now.toISOString()} />}
      </div>
    </>
  );
}

export default withClientMessages("app/[locale]/(site)/flight-status/page.tsx", FlightStatusPage);
