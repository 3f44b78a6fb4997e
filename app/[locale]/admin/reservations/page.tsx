import { Search } from "lucide-react";
import type { Metadata } from "next";
import Form from "next/form";
import { getTranslations, setRequestLocale } from "next-intl/server";
import { filledValues, type RawParams } from "@/app/_lib/http/search-params";
import { adminRead } from "@/app/[locale]/admin/_lib/admin-read";
import { cut, hrefOf, pageOf } from "@/app/[locale]/admin/_lib/params";
import { ReservationTable } from "@/components/admin/reservations/reservation-table";
import { EmptyState } from "@/components/ui/empty-state";
import { TextField } from "@/components/ui/inputs/text-field";
import { LinkButton } from "@/components/ui/link-button";
import { PageHeader } from "@/components/ui/page-header";
import { Pagination } from "@/components/ui/pagination";
import { SubmitButton } from "@/components/ui/submit-button";
import type { Locale } from "@/i18n/routing";
import { membersByEmail } from "@/server/identity/queries";
import { findReservations } from "@/server/reservation/queries";
import { getFlight } from "@/server/schedule/queries";
import type { RequestContext } from "@/server/shared/context";

type Props = { params: Promise<{ locale: Locale }>; searchParams: Promise<RawParams> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { locale } = await params;
  return { title: (await getTranslations({ locale, namespace: "admin" }))("reservations.title") };
}

/** The search, from the address: a text, and a flight whose reservations are listed. */
function searchOf(raw: Record<string, string>) {
  const flightId = /^\d{1,9}$/.test(raw.flight ?? "") ? Number(raw.flight) : 0;
  return { q: cut(raw.q ?? "", 100), flightId: flightId || undefined, page: pageOf(raw.page) };
}

async function read(ctx: RequestContext, { q, flightId, page }: ReturnType<typeof searchOf>) {
  const customers = q.includes("@") ? await membersByEmail(ctx, q) : [];
  const found = await findReservations(ctx, { q, flight: flightId, customers, page });
  return { ...found, flight: flightId ? await getFlight(ctx, flightId) : null };
}

export default async function AdminReservationsPage({ params, searchParams }: Props) {
  const { locale } = await params;
  setRequestLocale(locale);
  const raw = filledValues(await searchParams);
  const search = searchOf(raw);
  const { q, flightId, page } = search;
  const t = await getTranslations("admin.reservations");
  const { rows, hasNext, flight } = await adminRead(hrefOf("/admin/reservations", raw), (ctx) =>
    read(ctx, search),
  );
  const pageHref = (to: number) => hrefOf("/admin/reservations", { q, flight: flightId, page: to });
  return (
    <>
      <PageHeader
        title={t("title")}
        description={
          flight
            ? `${flight.designator} ${flight.origin} → ${flight.destination} · ${flight.departureDate}`
            : undefined
        }
        actions={
          flight && (
            <LinkButton href={`/admin/flights/${flight.id}`} variant="quiet">
              {t("toFlight")}
            </LinkButton>
          )
        }
      />
      <SearchForm action={`/${locale}/admin/reservations`} q={q} />
      {rows.length === 0 ? (
        <EmptyState icon={Search} title={q || flight ? t("noneFound") : t("none")}>
          {q && <p>{t("noneFoundHint")}</p>}
        </EmptyState>
      ) : (
        <ReservationTable rows={rows} />
      )}
      <Pagination
        previousHref={page > 1 ? pageHref(page - 1) : undefined}
        nextHref={hasNext ? pageHref(page + 1) : undefined}
      />
    </>
  );
}

async function SearchForm({ action, q }: { action: string; q: string }) {
  const t = await getTranslations("admin.reservations");
  return (
    <Form key={q} action={action} role="search" className="mb-4 flex max-w-2xl flex-wrap items-end gap-3">
      <TextField
        name="q"
        type="search"
        label={t("search")}
        description={t("searchHint")}
        autoComplete="off"
        defaultValue={q}
        className="min-w-0 grow basis-64"
      />
      <SubmitButton className="mb-6.5 min-h-12">{t("find")}</SubmitButton>
    </Form>
  );
}
