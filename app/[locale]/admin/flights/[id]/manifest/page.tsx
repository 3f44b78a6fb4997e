import { Users } from "lucide-react";
import type { Metadata } from "next";
import { getLocale, getTranslations, setRequestLocale } from "next-intl/server";
import { flightIdOf } from "@/app/_lib/http/address-parts";
import { filledValues, type RawParams } from "@/app/_lib/http/search-params";
import { hrefOf } from "@/app/_lib/lists/list-address";
import { manifestOrderOf } from "@/app/_lib/lists/manifest-order";
import { adminRead } from "@/app/[locale]/admin/_lib/admin-read";
import { ExportLink } from "@/components/admin/export-link";
import { FullManifest } from "@/components/admin/flights/full-manifest";
import { PrintButton } from "@/components/admin/print-button";
import { EmptyState } from "@/components/ui/empty-state";
import { LinkButton } from "@/components/ui/link-button";
import { PageHeader } from "@/components/ui/page-header";
import { formatInstant } from "@/i18n/format";
import type { Locale } from "@/i18n/routing";
import { passengerManifest } from "@/server/reservation/queries";
import { getFlight } from "@/server/schedule/queries";
import { passengerTypes } from "@/server/shared/fare-terms";

type Props = { params: Promise<{ locale: Locale; id: string }>; searchParams: Promise<RawParams> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { locale } = await params;
  return { title: (await getTranslations({ locale, namespace: "admin" }))("manifest.caption") };
}

export default async function ManifestPage({ params, searchParams }: Props) {
  const { locale, id } = await params;
  setRequestLocale(locale);
  const order = manifestOrderOf(filledValues(await searchParams));
  const t = await getTranslations("admin");
  const { flight, rows } = await adminRead(`/admin/flights/${id}/manifest`, async (ctx) => {
    const flight = await getFlight(ctx, flightIdOf(id));
    return { flight, rows: await passengerManifest(ctx, flight.id, order) };
  });
  const here = `/admin/flights/${flight.id}/manifest`;
  const departure = formatInstant(flight.departsAt, flight.originZone, "dateTime", locale);
  return (
    // The sheet is printed on A4, across (globals.css).
    <div className="print-sheet">
      <PageHeader
        title={`${t("manifest.title", { count: rows.length })} · ${flight.designator}`}
        description={`${flight.origin} → ${flight.destination} · ${departure} · ${flight.aircraftType}`}
        actions={<Actions flightId={flight.id} order={order} />}
      />
      <TypeLinks here={here} order={order} />
      {rows.length === 0 ? (
        <EmptyState icon={Users} title={t("manifest.noneOfType")} />
      ) : (
        <FullManifest
          rows={rows}
          sortOf={(sort) => ({
            href: hrefOf(here, { ...order, sort }),
            direction: sort === order.sort ? "ascending" : null,
          })}
        />
      )}
    </div>
  );
}

type Order = ReturnType<typeof manifestOrderOf>;

async function Actions({ flightId, order }: { flightId: number; order: Order }) {
  const [t, locale] = await Promise.all([getTranslations("admin"), getLocale()]);
  return (
    <span className="flex flex-wrap gap-3 print:hidden">
      <LinkButton href={`/admin/flights/${flightId}`} variant="quiet">
        {t("reservations.toFlight")}
      </LinkButton>
      <ExportLink href={hrefOf(`/api/pages/admin/flights/${flightId}/manifest`, { ...order, locale })} />
      <PrintButton label={t("manifest.print")} />
    </span>
  );
}

/** Narrows the manifest to one type of passenger. */
async function TypeLinks({ here, order }: { here: string; order: Order }) {
  const t = await getTranslations("admin");
  return (
    <nav aria-label={t("manifest.filter")} className="flex flex-wrap gap-2 pb-4 print:hidden">
      {[undefined, ...passengerTypes].map((type) => (
        <LinkButton
          key={type ?? "all"}
          href={hrefOf(here, { ...order, type })}
          variant={type === order.type ? "primary" : "secondary"}
          size="sm"
          aria-current={type === order.type ? "true" : undefined}
        >
          {type ? t(`passengerTypes.${type}`) : t("flights.all")}
        </LinkButton>
      ))}
    </nav>
  );
}
