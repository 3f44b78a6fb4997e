import { Search } from "lucide-react";
import type { Metadata } from "next";
import Form from "next/form";
import { getTranslations, setRequestLocale } from "next-intl/server";
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
import { adminRead } from "../_lib/admin-read";
import { cut, firstValues, hrefOf, pageOf, type RawParams } from "../_lib/params";

type Props = { params: Promise<{ locale: Locale }>; searchParams: Promise<RawParams> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { locale } = await params;
  return { title: (await getTranslations({ locale, namespace: "admin" }))("reservations.title") };
}

export default async function AdminReservationsPage({ params, searchParams }: Props) {
  const { locale } = await params;
  setRequestLocale(locale);
  const raw = firstValues(await searchParams);
  const q = cut(raw.q ?? "", 100);
  const flightId = /^\d{1,9}$/.test(raw.flight ?? "") ? Number(raw.flight) : undefined;
  const page = pageOf(raw.page);
  const t = await getTranslations("admin.reservations");
  const { rows, hasNext, flight } = await adminRead(hrefOf("/admin/reservations", raw), async (ctx) => ({
    ...(await findReservations(ctx, {
      q,
      flight: flightId || undefined,
      customers: q.includes("@") ? await membersByEmail(ctx, q) : [],
      page,
    })),
    flight: flightId ? await getFlight(ctx, flightId) : null,
  }));
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
      <Form
        key={q}
        action={`/${locale}/admin/reservations`}
        role="search"
        className="mb-4 flex max-w-2xl flex-wrap items-end gap-3"
      >
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
