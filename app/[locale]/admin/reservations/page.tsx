import { Search } from "lucide-react";
import type { Metadata } from "next";
import { getTranslations, setRequestLocale } from "next-intl/server";
import { filledValues, type RawParams } from "@/app/_lib/http/search-params";
import { listLinks } from "@/app/_lib/lists/list-address";
import {
  type ReservationList,
  reservationFilter,
  reservationListOf,
} from "@/app/_lib/lists/reservation-list";
import { adminRead } from "@/app/[locale]/admin/_lib/admin-read";
import { hrefOf } from "@/app/[locale]/admin/_lib/params";
import { ExportLink } from "@/components/admin/export-link";
import { ReservationTable } from "@/components/admin/reservations/reservation-table";
import { withClientMessages } from "@/components/layout/client-messages";
import { EmptyState } from "@/components/ui/empty-state";
import { LinkButton } from "@/components/ui/link-button";
import { PageHeader } from "@/components/ui/page-header";
import { Pagination } from "@/components/ui/pagination";
import type { Locale } from "@/i18n/routing";
import { countReservations, findReservations } from "@/server/reservation/queries";
import { getFlight } from "@/server/schedule/queries";
import type { RequestContext } from "@/server/shared/context";
import { SearchForm } from "./search-form";

type Props = { params: Promise<{ locale: Locale }>; searchParams: Promise<RawParams> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { locale } = await params;
  return { title: (await getTranslations({ locale, namespace: "admin" }))("reservations.title") };
}

/** How far a list is counted: a page says that there are more. */
const MAX_COUNTED = 1_000;

async function read(ctx: RequestContext, list: ReservationList) {
  const filter = await reservationFilter(ctx, list);
  const [found, count, flight] = await Promise.all([
    findReservations(ctx, filter),
    countReservations(ctx, filter, MAX_COUNTED + 1),
    list.query.flight ? getFlight(ctx, list.query.flight) : null,
  ]);
  return { ...found, count, flight };
}

async function AdminReservationsPage({ params, searchParams }: Props) {
  const { locale } = await params;
  setRequestLocale(locale);
  const raw = filledValues(await searchParams);
  const list = reservationListOf(raw);
  const t = await getTranslations("admin.reservations");
  const { rows, count, flight, ...cursors } = await adminRead(hrefOf("/admin/reservations", raw), (ctx) =>
    read(ctx, list),
  );
  const links = listLinks("/admin/reservations", list.query, list.order);
  const isNarrowed = Object.values(list.query).some((value) => value !== undefined);
  const counted = t("counted", {
    count: Math.min(count, MAX_COUNTED),
    more: count > MAX_COUNTED ? "yes" : "no",
  });
  return (
    <>
      <PageHeader
        title={t("title")}
        description={
          flight
            ? `${flight.designator} ${flight.origin} → ${flight.destination} · ${flight.departureDate} · ${counted}`
            : counted
        }
        actions={
          <Actions
            flightId={flight?.id ?? null}
            file={rows.length > 0 ? links.file("/api/pages/admin/reservations/export", locale) : null}
          />
        }
      />
      <SearchForm list={list} />
      {rows.length === 0 ? (
        <EmptyState icon={Search} title={isNarrowed ? t("noneFound") : t("none")}>
          {list.query.q && <p>{t("noneFoundHint")}</p>}
        </EmptyState>
      ) : (
        <ReservationTable rows={rows} sortOf={links.sortOf} />
      )}
      <Pagination
        previousHref={links.page(cursors.previousCursor)}
        nextHref={links.page(cursors.nextCursor)}
      />
    </>
  );
}

async function Actions({ flightId, file }: { flightId: number | null; file: string | null }) {
  const t = await getTranslations("admin.reservations");
  return (
    <>
      {flightId && (
        <LinkButton href={`/admin/flights/${flightId}`} variant="quiet">
          {t("toFlight")}
        </LinkButton>
      )}
      {file && <ExportLink href={file} />}
    </>
  );
}

export default withClientMessages("app/[locale]/admin/reservations/page.tsx", AdminReservationsPage);
