import type { Metadata } from "next";
import { getTranslations, setRequestLocale } from "next-intl/server";
import { BacklogStats } from "@/components/admin/operations/backlog-stats";
import { DailyTable } from "@/components/admin/overview/daily-table";
import { LinkButton } from "@/components/ui/link-button";
import { Money } from "@/components/ui/money";
import { PageHeader } from "@/components/ui/page-header";
import { Stat } from "@/components/ui/stat";
import { formatInteger, formatLocalDate } from "@/i18n/format";
import type { Locale } from "@/i18n/routing";
import { auditBacklog } from "@/server/assurance/queries";
import { dailyFigures, departureFigures } from "@/server/reservation/queries";
import type { DailyFigures } from "@/server/reservation/schemas";
import type { RequestContext } from "@/server/shared/context";
import { addDays } from "@/server/shared/time";
import { adminRead } from "./_lib/admin-read";
import { todayInKorea } from "./_lib/reference";

type Props = { params: Promise<{ locale: Locale }> };

const WEEK_DAYS = 7;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { locale } = await params;
  return { title: (await getTranslations({ locale, namespace: "admin" }))("overview.title") };
}

async function read(ctx: RequestContext, today: string) {
  const [departures, days, backlog] = await Promise.all([
    departureFigures(ctx, today),
    dailyFigures(ctx, { from: addDays(today, 1 - WEEK_DAYS), to: today }),
    auditBacklog(ctx),
  ]);
  return { departures, days, backlog };
}

const sumOf = (days: readonly DailyFigures[], part: "bookings" | "revenue" | "cancellations") =>
  days.reduce((sum, day) => sum + day[part], 0);

export default async function AdminOverviewPage({ params }: Props) {
  const { locale } = await params;
  setRequestLocale(locale);
  const today = todayInKorea();
  const [t, { departures, days, backlog }] = await Promise.all([
    getTranslations("admin.overview"),
    adminRead("/admin", (ctx) => read(ctx, today)),
  ]);
  const { flights, cancelled, departed, capacity, sold } = departures;
  const todays = days.filter((day) => day.date === today);
  const load = capacity === 0 ? 0 : Math.round((sold * 1_000) / capacity) / 10;
  return (
    <>
      <PageHeader
        title={t("title")}
        description={t("asOf", { day: formatLocalDate(today, "date", locale) })}
        actions={
          <LinkButton href="/admin/flights" variant="secondary">
            {t("todaysFlights")}
          </LinkButton>
        }
      />
      <div className="grid grid-cols-1 gap-8">
        <section aria-labelledby="today" className="grid grid-cols-1 gap-3">
          <h2 id="today" className="text-lg font-bold">
            {t("today")}
          </h2>
          <div className="grid grid-cols-2 gap-3 xl:grid-cols-5">
            <Stat
              label={t("departures")}
              value={t("flightCount", { count: flights })}
              note={t("departuresNote", { departed, cancelled })}
            />
            <Stat
              label={t("load")}
              value={`${load}%`}
              note={t("loadNote", { sold: formatInteger(sold), capacity: formatInteger(capacity) })}
            />
            <Stat
              label={t("bookings")}
              value={t("cases", { count: sumOf(todays, "bookings") })}
              note={t("week", { value: t("cases", { count: sumOf(days, "bookings") }) })}
            />
            <Stat
              label={t("cancellations")}
              value={t("cases", { count: sumOf(todays, "cancellations") })}
              note={t("week", { value: t("cases", { count: sumOf(days, "cancellations") }) })}
            />
            <Stat
              label={t("revenue")}
              value={<Money amountKrw={sumOf(todays, "revenue")} />}
              note={
                <>
                  {t("weekIs")} <Money amountKrw={sumOf(days, "revenue")} />
                </>
              }
              className="max-xl:col-span-2"
            />
          </div>
        </section>
        <section aria-labelledby="days" className="grid grid-cols-1 gap-3">
          <h2 id="days" className="text-lg font-bold">
            {t("lastDays")}
          </h2>
          <DailyTable days={days} />
        </section>
        <section aria-labelledby="saga" className="grid grid-cols-1 gap-3">
          <h2 id="saga" className="text-lg font-bold">
            {t("saga")}
          </h2>
          <BacklogStats figures={backlog.figures} ok={backlog.ok} />
          <div>
            <LinkButton href="/admin/operations" variant="secondary" size="sm">
              {t("toOperations")}
            </LinkButton>
          </div>
        </section>
      </div>
    </>
  );
}
