import { PlaneTakeoff } from "lucide-react";
import type { Metadata } from "next";
import { getTranslations, setRequestLocale } from "next-intl/server";
import { FlightTable } from "@/components/admin/flights/flight-table";
import { EmptyState } from "@/components/ui/empty-state";
import { LinkButton } from "@/components/ui/link-button";
import { PageHeader } from "@/components/ui/page-header";
import { Pagination } from "@/components/ui/pagination";
import { formatLocalDate } from "@/i18n/format";
import type { Locale } from "@/i18n/routing";
import { isFlightDate } from "@/server/shared/fields";
import { adminRead } from "../_lib/admin-read";
import { cut, firstValues, hrefOf, pageOf, type RawParams } from "../_lib/params";
import { aircraftNames, todayInKorea } from "../_lib/reference";
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
  const raw = firstValues(await searchParams);
  const { filter, sort, descending, page } = view(raw);
  const here = hrefOf("/admin/flights", raw);
  const [t, rows, aircraft] = await Promise.all([
    getTranslations("admin"),
    adminRead(here, (ctx) => flightsOfDay(ctx, filter)),
    aircraftNames(locale),
  ]);
  const shown = sortRows(rows, sort, descending).slice((page - 1) * PAGE_SIZE, page * PAGE_SIZE);
  const day = formatLocalDate(filter.date, "date", locale);
  const query = {
    ...filter,
    sort: sort === "departure" ? undefined : sort,
    order: descending ? "down" : undefined,
  };
  const pageHref = (to: number) => hrefOf("/admin/flights", { ...query, page: to });
  return (
    <>
      <PageHeader
        title={t("flights.title")}
        description={t("flights.summary", { day, count: rows.length })}
        actions={<LinkButton href="/admin/flights/new">{t("flights.new")}</LinkButton>}
      />
      <FilterForm filter={filter} />
      {shown.length === 0 ? (
        <EmptyState
          icon={PlaneTakeoff}
          title={t("flights.none")}
          action={<LinkButton href="/admin/flights/new">{t("flights.new")}</LinkButton>}
        >
          <p>{t("flights.noneHint")}</p>
        </EmptyState>
      ) : (
        <FlightTable
          aircraft={aircraft}
          caption={t("flights.summary", { day, count: rows.length })}
          flights={shown}
          sortOf={(by) => {
            const current = by === sort;
            const order = current && !descending ? "down" : undefined;
            return {
              href: hrefOf("/admin/flights", { ...filter, sort: by, order }),
              direction: current ? (descending ? "descending" : "ascending") : null,
            };
          }}
        />
      )}
      <Pagination
        previousHref={page > 1 ? pageHref(page - 1) : undefined}
        nextHref={rows.length > page * PAGE_SIZE ? pageHref(page + 1) : undefined}
      />
    </>
  );
}

const airport = (code: string | undefined) =>
  code && /^[A-Za-z]{3}$/.test(code) ? code.toUpperCase() : undefined;

/** What the address asks for; whatever it says wrongly is left out. */
function view(raw: Record<string, string>) {
  const filter: FlightFilter = {
    date: raw.date && isFlightDate(raw.date) ? raw.date : todayInKorea(),
    origin: airport(raw.origin),
    destination: airport(raw.destination),
    flight: raw.flight && cut(raw.flight, 10),
  };
  const sort: Sort = sorts.find((each) => each === raw.sort) ?? "departure";
  return { filter, sort, descending: raw.order === "down", page: pageOf(raw.page) };
}
