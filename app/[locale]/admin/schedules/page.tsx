import { CalendarRange } from "lucide-react";
import type { Metadata } from "next";
import { getTranslations, setRequestLocale } from "next-intl/server";
import { filledValues, type RawParams } from "@/app/_lib/http/search-params";
import { adminRead } from "@/app/[locale]/admin/_lib/admin-read";
import { hrefOf, pageOf } from "@/app/[locale]/admin/_lib/params";
import { aircraftNames } from "@/app/[locale]/admin/_lib/reference";
import { ScheduleTable } from "@/components/admin/schedules/schedule-table";
import { Alert } from "@/components/ui/alert";
import { EmptyState } from "@/components/ui/empty-state";
import { LinkButton } from "@/components/ui/link-button";
import { PageHeader } from "@/components/ui/page-header";
import { Pagination } from "@/components/ui/pagination";
import type { Locale } from "@/i18n/routing";
import { listSeasonSchedules } from "@/server/schedule/queries";
import { hasPermission } from "@/server/shared/context";
import { koreanToday } from "@/server/shared/database-clock";
import { addDays, eachDay, isoWeekday } from "@/server/shared/time";

type Props = { params: Promise<{ locale: Locale }>; searchParams: Promise<RawParams> };

const PAGE_SIZE = 50;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { locale } = await params;
  return { title: (await getTranslations({ locale, namespace: "admin" }))("schedules.title") };
}

export default async function AdminSchedulesPage({ params, searchParams }: Props) {
  const { locale } = await params;
  setRequestLocale(locale);
  const raw = filledValues(await searchParams);
  const page = pageOf(raw.page);
  const [t, mayChange, schedules, aircraft] = await Promise.all([
    getTranslations("admin"),
    adminRead("/admin/schedules", (ctx) => hasPermission(ctx.actor, "schedule.change")),
    adminRead("/admin/schedules", listSeasonSchedules),
    adminRead("/admin/schedules", (ctx) => aircraftNames(ctx, locale)),
  ]);
  const published = schedules.find((schedule) => schedule.id === raw.published);
  const today = await koreanToday();
  const pageHref = (to: number) => hrefOf("/admin/schedules", { page: to });
  const rows = schedules.slice((page - 1) * PAGE_SIZE, page * PAGE_SIZE).map((schedule) => {
    const date = nextFlyingDay(schedule, today) ?? nextFlyingDay(schedule, schedule.periodFrom);
    return { ...schedule, href: hrefOf("/admin/flights", { date, flight: schedule.designator }) };
  });
  return (
    <>
      <PageHeader
        title={t("schedules.title")}
        description={t("schedules.summary", { count: schedules.length })}
        actions={mayChange && <LinkButton href="/admin/schedules/new">{t("schedules.new")}</LinkButton>}
      />
      <div className="grid grid-cols-1 gap-4">
        {published && (
          <Alert live tone="positive" title={t("schedules.published", { designator: published.designator })}>
            {t("schedules.publishedText", { count: published.flights })}
          </Alert>
        )}
        {rows.length === 0 ? (
          <EmptyState
            icon={CalendarRange}
            title={t("schedules.none")}
            action={mayChange && <LinkButton href="/admin/schedules/new">{t("schedules.new")}</LinkButton>}
          />
        ) : (
          <ScheduleTable schedules={rows} aircraft={aircraft} />
        )}
      </div>
      <Pagination
        previousHref={page > 1 ? pageHref(page - 1) : undefined}
        nextHref={schedules.length > page * PAGE_SIZE ? pageHref(page + 1) : undefined}
      />
    </>
  );
}

/** The first day from `from` on that the schedule flies; undefined when its period is over. */
function nextFlyingDay(
  { periodFrom, periodTo, days }: { periodFrom: string; periodTo: string; days: readonly number[] },
  from: string,
): string | undefined {
  const first = from > periodFrom ? from : periodFrom;
  return eachDay(first, addDays(first, 6)).find((day) => day <= periodTo && days.includes(isoWeekday(day)));
}
