import type { Metadata } from "next";
import { getTranslations, setRequestLocale } from "next-intl/server";
import type { ReactNode } from "react";
import { BacklogStats } from "@/components/admin/operations/backlog-stats";
import { DailyTable } from "@/components/admin/overview/daily-table";
import { TodayStats } from "@/components/admin/overview/today-stats";
import { LinkButton } from "@/components/ui/link-button";
import { PageHeader } from "@/components/ui/page-header";
import { formatLocalDate } from "@/i18n/format";
import type { Locale } from "@/i18n/routing";
import { auditBacklog } from "@/server/assurance/queries";
import { dailyFigures, departureFigures } from "@/server/reservation/queries";
import { hasPermission, type RequestContext } from "@/server/shared/context";
import { koreanToday } from "@/server/shared/database-clock";
import { addDays } from "@/server/shared/time";
import { adminRead } from "./_lib/admin-read";

type Props = { params: Promise<{ locale: Locale }> };

const WEEK_DAYS = 7;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { locale } = await params;
  return { title: (await getTranslations({ locale, namespace: "admin" }))("overview.title") };
}

/** What the role of the reader may see of the figures. */
async function read(ctx: RequestContext, today: string) {
  const [sales, backlog] = await Promise.all([
    hasPermission(ctx.actor, "sales.read") ? readSales(ctx, today) : null,
    hasPermission(ctx.actor, "operation.read") ? auditBacklog(ctx) : null,
  ]);
  return { sales, backlog };
}

async function readSales(ctx: RequestContext, today: string) {
  const [departures, days] = await Promise.all([
    departureFigures(ctx, today),
    dailyFigures(ctx, { from: addDays(today, 1 - WEEK_DAYS), to: today }),
  ]);
  return { departures, days };
}

export default async function AdminOverviewPage({ params }: Props) {
  const { locale } = await params;
  setRequestLocale(locale);
  const today = await koreanToday();
  const [t, { sales, backlog }] = await Promise.all([
    getTranslations("admin.overview"),
    adminRead("/admin", (ctx) => read(ctx, today)),
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
            <Section id="today" title={t("today")}>
              <TodayStats today={today} departures={sales.departures} days={sales.days} />
            </Section>
            <Section id="days" title={t("lastDays")}>
              <DailyTable days={sales.days} />
            </Section>
          </>
        )}
        {backlog && (
          <Section id="saga" title={t("saga")}>
            <BacklogStats figures={backlog.figures} ok={backlog.ok} />
            <SectionLink href="/admin/operations">{t("toOperations")}</SectionLink>
          </Section>
        )}
        {!sales && !backlog && (
          <Section id="shortcuts" title={t("shortcuts")}>
            <SectionLink href="/admin/reservations">{t("toReservations")}</SectionLink>
          </Section>
        )}
      </div>
    </>
  );
}

function Section({ id, title, children }: { id: string; title: string; children: ReactNode }) {
  return (
    <section aria-labelledby={id} className="grid grid-cols-1 gap-3">
      <h2 id={id} className="text-lg font-bold">
        {title}
      </h2>
      {children}
    </section>
  );
}

const SectionLink = ({ href, children }: { href: string; children: ReactNode }) => (
  <div>
    <LinkButton href={href} variant="secondary" size="sm">
      {children}
    </LinkButton>
  </div>
);
