import { PlaneTakeoff } from "lucide-react";
import type { Metadata } from "next";
import { getTranslations, setRequestLocale } from "next-intl/server";
import { filledValues, type RawParams } from "@/app/_lib/http/search-params";
import { adminRead } from "@/app/[locale]/admin/_lib/admin-read";
import { cut, hrefOf, pageOf } from "@/app/[locale]/admin/_lib/params";
import { aircraftNames } from "@/app/[locale]/admin/_lib/reference";
import { FlightTable } from "@/components/admin/flights/flight-table";
import { EmptyState } from "@/components/ui/empty-state";
import { LinkButton } from "@/components/ui/link-button";
import { PageHeader } from "@/components/ui/page-header";
import { Pagination } from "@/components/ui/pagination";
import { formatLocalDate } from "@/i18n/format";
import type { Locale } from "@/i18n/routing";
import { hasPermission } from "@/server/shared/context";
import { koreanToday } from "@/server/shared/database-clock";
import { isFlightDate } from "@/server/shared/fields";
import type { LocalDate } from "@/server/shared/time";
import { FilterForm } from "./filter-form";
import { type FlightFilter, flightsOfDay, type Sort, sortRows, sorts } from "./flight-list";

type Props = { params: Promise<{ locale: Locale }>; searchParams: Promise<RawParams> };

const PAGE_SIZE = 50;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { locale } = await params;
  return { title: (await getTranslations({ locale, namespace: "admin" }))("flights.title") };
}

export default async function AdminFlightsPage({ params, searchParams }: Props) {
  const { locale } = await params;
  setRequestLocale(locale);
  const raw = filledValues(await searchParams);
  const view = viewOf(raw, await koreanToday());
  const { filter, sort, descending, page } = view;
  const [t, may, rows, aircraft] = await Promise.all([
    getTranslations("admin"),
    adminRead(hrefOf("/admin/flights", raw), ({ actor }) => ({
      change: hasPermission(actor, "schedule.change"),
      seeLoads: hasPermission(actor, "sales.read"),
    })),
    adminRead(hrefOf("/admin/flights", raw), (ctx) => flightsOfDay(ctx, filter)),
    adminRead(hrefOf("/admin/flights", raw), (ctx) => aircraftNames(ctx, locale)),
  ]);
  const shown = sortRows(rows, sort, descending).slice((page - 1) * PAGE_SIZE, page * PAGE_SIZE);
  const day = formatLocalDate(filter.date, "date", locale);
  const pageHref = (to: number) => viewHref({ ...view, page: to });
  return (
    <>
      <PageHeader
        title={t("flights.title")}
        description={t("flights.summary", { day, count: rows.length })}
        actions={may.change && <LinkButton href="/admin/flights/new">{t("flights.new")}</LinkButton>}
      />
      <FilterForm filter={filter} />
      {shown.length === 0 ? (
        <NoFlights mayChange={may.change} />
      ) : (
        <FlightTable
          aircraft={aircraft}
          caption={t("flights.summary", { day, count: rows.length })}
          flights={shown}
          hasLoads={may.seeLoads}
          sortOf={(by) => sortedBy(by, view)}
        />
      )}
      <Pagination
        previousHref={page > 1 ? pageHref(page - 1) : undefined}
        nextHref={rows.length > page * PAGE_SIZE ? pageHref(page + 1) : undefined}
      />
    </>
  );
}

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

type View = { filter: FlightFilter; sort: Sort; descending: boolean; page?: number };

/** The address of a view of the list. */
const viewHref = ({ filter, sort, descending, page }: View) =>
  hrefOf("/admin/flights", {
    ...filter,
    sort: sort === "departure" ? undefined : sort,
    order: descending ? "down" : undefined,
    page,
  });

/** How a column is sorted, and where its head leads. Pressing it again reverses the order. */
function sortedBy(by: Sort, { filter, sort, descending }: View) {
  const isCurrent = by === sort;
  return {
    href: hrefOf("/admin/flights", {
      ...filter,
      sort: by,
      order: isCurrent && !descending ? "down" : undefined,
    }),
    direction: isCurrent ? (descending ? ("descending" as const) : ("ascending" as const)) : null,
  };
}

const airport = (code: string | undefined) =>
  code && /^[A-Za-z]{3}$/.test(code) ? code.toUpperCase() : undefined;

/** The view that an address asks for. What is not valid in it is left out. */
function viewOf(raw: Record<string, string>, today: LocalDate) {
  const filter: FlightFilter = {
    date: raw.date && isFlightDate(raw.date) ? raw.date : today,
    origin: airport(raw.origin),
    destination: airport(raw.destination),
    flight: raw.flight && cut(raw.flight, 10),
  };
  const sort: Sort = sorts.find((each) => each === raw.sort) ?? "departure";
  return { filter, sort, descending: raw.order === "down", page: pageOf(raw.page) };
}
