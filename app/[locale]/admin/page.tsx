import type { Metadata } from "next";
import { getLocale, getTranslations, setRequestLocale } from "next-intl/server";
import type { ReactNode } from "react";
import { filledValues, type RawParams } from "@/app/_lib/http/search-params";
import { BacklogStats } from "@/components/admin/operations/backlog-stats";
import { CancellationTable } from "@/components/admin/overview/cancellation-table";
import { DailyTable } from "@/components/admin/overview/daily-table";
import { PeriodForm } from "@/components/admin/overview/period-form";
import { RevenueChart } from "@/components/admin/overview/revenue-chart";
import { RouteLoadTable } from "@/components/admin/overview/route-load-table";
import { TodayStats } from "@/components/admin/overview/today-stats";
import { Alert } from "@/components/ui/alert";
import { LinkButton } from "@/components/ui/link-button";
import { PageHeader } from "@/components/ui/page-header";
import { formatLocalDate } from "@/i18n/format";
import type { Locale } from "@/i18n/routing";
import { auditBacklog } from "@/server/assurance/queries";
import {
  cancellationFigures,
  dailyFigures,
  departureFigures,
  routeLoads,
} from "@/server/reservation/queries";
import { hasPermission, type RequestContext } from "@/server/shared/context";
import { koreanToday } from "@/server/shared/database-clock";
import { addDays } from "@/server/shared/time";
import { adminRead } from "./_lib/admin-read";
import { type OverviewPeriod, periodOf, presetsOf } from "./_lib/overview-period";
import { hrefOf } from "./_lib/params";

type Props = { params: Promise<{ locale: Locale }>; searchParams: Promise<RawParams> };

const WEEK_DAYS = 7;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { locale } = await params;
  const [t, layout] = await Promise.all([
    getTranslations({ locale, namespace: "admin" }),
    getTranslations({ locale, namespace: "layout" }),
  ]);
  // The template of a layout counts only below its own page.
  return { title: `${t("overview.title")} | ${layout("admin")}` };
}

/** What the role of the reader may see of the figures. */
async function read(ctx: RequestContext, today: string, period: OverviewPeriod) {
  const [sales, backlog] = await Promise.all([
    hasPermission(ctx.actor, "sales.read") ? readSales(ctx, today, period) : null,
    hasPermission(ctx.actor, "operation.read") ? auditBacklog(ctx) : null,
  ]);
  return { sales, backlog };
}

async function readSales(ctx: RequestContext, today: string, { from, to }: OverviewPeriod) {
  const [departures, week, days, causes, loads] = await Promise.all([
    departureFigures(ctx, today),
    dailyFigures(ctx, { from: addDays(today, 1 - WEEK_DAYS), to: today }),
    dailyFigures(ctx, { from, to }),
    cancellationFigures(ctx, { from, to }),
    routeLoads(ctx, to),
  ]);
  return { departures, week, days, causes, loads };
}

export default async function AdminOverviewPage({ params, searchParams }: Props) {
  const { locale } = await params;
  const raw = filledValues(await searchParams);
  setRequestLocale(locale);
  const today = await koreanToday();
  const { period, isRefused } = periodOf(raw, today);
  const [t, { sales, backlog }] = await Promise.all([
    getTranslations("admin.overview"),
    adminRead(hrefOf("/admin", raw), (ctx) => read(ctx, today, period)),
  ]);
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
        {sales && (
          <>
            <Section title={t("today")}>
              <TodayStats today={today} departures={sales.departures} days={sales.week} />
            </Section>
            <SalesOfPeriod sales={sales} period={period} today={today} isRefused={isRefused} />
          </>
        )}
        {backlog && (
          <Section title={t("saga")}>
            <BacklogStats figures={backlog.figures} ok={backlog.ok} />
            <SectionLink href="/admin/operations">{t("toOperations")}</SectionLink>
          </Section>
        )}
        {!sales && !backlog && (
          <Section title={t("shortcuts")}>
            <SectionLink href="/admin/reservations">{t("toReservations")}</SectionLink>
          </Section>
        )}
      </div>
    </>
  );
}

type Sales = Awaited<ReturnType<typeof readSales>>;

/** Sales, cancellations and loads of the chosen period. */
async function SalesOfPeriod(props: {
  sales: Sales;
  period: OverviewPeriod;
  today: string;
  isRefused: boolean;
}) {
  const { sales, period, today, isRefused } = props;
  const [t, locale] = [await getTranslations("admin.overview"), (await getLocale()) as Locale];
  return (
    <>
      <Section title={t("sales")}>
        {isRefused && <Alert tone="warning">{t("checkPeriod")}</Alert>}
        <PeriodForm period={period} presets={presetsOf(today)} />
        <RevenueChart days={sales.days} />
        <DailyTable days={sales.days} />
      </Section>
      <Section title={t("cancellationsByCause")}>
        <CancellationTable
          causes={sales.causes}
          bookings={sales.days.reduce((sum, { bookings }) => sum + bookings, 0)}
        />
      </Section>
      <Section title={t("routeLoads")}>
        <p className="text-sm text-ink-muted">
          {t("routeLoadsHint", { from: formatLocalDate(period.to, "date", locale) })}
        </p>
        <RouteLoadTable loads={sales.loads} />
      </Section>
    </>
  );
}

/** A part of the page under its heading. It is no landmark: the table inside is one, with the same name. */
function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div className="grid grid-cols-1 gap-3">
      <h2 className="text-lg font-bold">{title}</h2>
      {children}
    </div>
  );
}

const SectionLink = ({ href, children }: { href: string; children: ReactNode }) => (
  <div>
    <LinkButton href={href} variant="secondary" size="sm">
      {children}
    </LinkButton>
  </div>
);
