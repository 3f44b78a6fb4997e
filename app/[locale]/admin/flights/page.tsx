import { PlaneTakeoff } from "lucide-react";
import type { Metadata } from "next";
import { getTranslations, setRequestLocale } from "next-intl/server";
import { filledValues, type RawParams } from "@/app/_lib/http/search-params";
import { type FlightSort, flightListOf, flightPage, maySeeLoads } from "@/app/_lib/lists/flight-list";
import { listLinks } from "@/app/_lib/lists/list-address";
import { adminRead } from "@/app/[locale]/admin/_lib/admin-read";
import { hrefOf } from "@/app/[locale]/admin/_lib/params";
import { aircraftNames } from "@/app/[locale]/admin/_lib/reference";
import { ExportLink } from "@/components/admin/export-link";
import { FlightTable } from "@/components/admin/flights/flight-table";
import { packFlights } from "@/components/admin/flights/packed-flights";
import { withClientMessages } from "@/components/layout/client-messages";
import { EmptyState } from "@/components/ui/empty-state";
import { LinkButton } from "@/components/ui/link-button";
import { PageHeader } from "@/components/ui/page-header";
import { Pagination } from "@/components/ui/pagination";
import { formatLocalDate } from "@/i18n/format";
import type { Locale } from "@/i18n/routing";
import { hasPermission } from "@/server/shared/context";
import { koreanToday } from "@/server/shared/database-clock";
import { FilterForm } from "./filter-form";

type Props = { params: Promise<{ locale: Locale }>; searchParams: Promise<RawParams> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { locale } = await params;
  return { title: (await getTranslations({ locale, namespace: "admin" }))("flights.title") };
}

async function AdminFlightsPage({ params, searchParams }: Props) {
  const { locale } = await params;
  setRequestLocale(locale);
  const raw = filledValues(await searchParams);
  const list = flightListOf(raw, await koreanToday());
  const { query, order } = list;
  const here = hrefOf("/admin/flights", raw);
  const links = listLinks("/admin/flights", query, order);
  const [t, may, found, aircraft] = await Promise.all([
    getTranslations("admin"),
    adminRead(here, (ctx) => ({
      change: hasPermission(ctx.actor, "schedule.change"),
      seeLoads: maySeeLoads(ctx),
    })),
    adminRead(here, (ctx) => flightPage(ctx, list)),
    adminRead(here, (ctx) => aircraftNames(ctx, locale)),
  ]);
  const day = formatLocalDate(query.date, "date", locale);
  const end = query.to && !list.toProblem ? formatLocalDate(query.to, "date", locale) : null;
  const summary = t("flights.summary", { day: end ? `${day} – ${end}` : day, count: found.total });
  return (
    <>
      <PageHeader
        title={t("flights.title")}
        description={summary}
        actions={
          <>
            <ExportLink href={links.file("/api/pages/admin/flights/export", locale)} />
            {may.change && <LinkButton href="/admin/flights/new">{t("flights.new")}</LinkButton>}
          </>
        }
      />
      <FilterForm list={list} />
      {found.rows.length === 0 ? (
        <NoFlights mayChange={may.change} />
      ) : (
        <FlightTable
          aircraft={aircraft}
          caption={summary}
          flights={packFlights(found.rows, locale)}
          hasLoads={may.seeLoads}
          showsDay={end !== null}
          sorts={sortsOf(links)}
        />
      )}
      <Pagination previousHref={links.page(found.previousCursor)} nextHref={links.page(found.nextCursor)} />
    </>
  );
}

const sortsOf = ({ sortOf }: ReturnType<typeof listLinks<FlightSort>>) => ({
  departure: sortOf("departure"),
  flight: sortOf("flight"),
  route: sortOf("route"),
  status: sortOf("status"),
  load: sortOf("load"),
});

async function NoFlights({ mayChange }: { mayChange: boolean }) {
  const t = await getTranslations("admin.flights");
  return (
    <EmptyState
      icon={PlaneTakeoff}
      title={t("none")}
      action={mayChange && <LinkButton href="/admin/flights/new">{t("new")}</LinkButton>}
    >
      {mayChange && <p>{t("noneHint")}</p>}
    </EmptyState>
  );
}

export default withClientMessages("app/[locale]/admin/flights/page.tsx", AdminFlightsPage);
