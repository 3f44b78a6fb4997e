import { Users } from "lucide-react";
import type { Metadata } from "next";
import { getTranslations, setRequestLocale } from "next-intl/server";
import { flightCancellation } from "@/server/flows/flight-cancellation-view";
import { flightIdOf } from "@/app/_lib/http/flight-id";
import { CancellationProgress } from "@/components/admin/flights/cancellation-progress";
import { FlightFacts } from "@/components/admin/flights/flight-facts";
import { FlightInventory } from "@/components/admin/flights/flight-inventory";
import { ManifestTable } from "@/components/admin/flights/flight-manifest";
import { Alert } from "@/components/ui/alert";
import { buttonClass } from "@/components/ui/button-style";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { LinkButton } from "@/components/ui/link-button";
import { PageHeader } from "@/components/ui/page-header";
import { formatLocalDate } from "@/i18n/format";
import type { Locale } from "@/i18n/routing";
import { cancellationResult, flightLoads, passengerManifest } from "@/server/reservation/queries";
import { getFlight, listAircraftTypes } from "@/server/schedule/queries";
import type { RequestContext } from "@/server/shared/context";
import { adminRead } from "../../_lib/admin-read";
import { hrefOf, type RawParams } from "../../_lib/params";

type Props = { params: Promise<{ locale: Locale; id: string }>; searchParams: Promise<RawParams> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { locale } = await params;
  return { title: (await getTranslations({ locale, namespace: "admin" }))("flight.title") };
}

async function read(ctx: RequestContext, flightId: number) {
  const flight = await getFlight(ctx, flightId);
  const [loads, manifest, cancellation, fleet] = await Promise.all([
    flightLoads(ctx, [flightId]),
    passengerManifest(ctx, flightId),
    flight.status === "CANCELLED" ? cancellationSoFar(ctx, flightId) : null,
    listAircraftTypes(),
  ]);
  const aircraft = fleet.find((type) => type.code === flight.aircraftType);
  return { flight, loads, manifest, cancellation, aircraft };
}

async function cancellationSoFar(ctx: RequestContext, flightId: number) {
  const [left, result] = await Promise.all([
    flightCancellation(ctx, flightId),
    cancellationResult(ctx, flightId),
  ]);
  return { ...left, result };
}

export default async function AdminFlightPage({ params, searchParams }: Props) {
  const { locale, id } = await params;
  setRequestLocale(locale);
  const [t, { registered }] = await Promise.all([getTranslations("admin"), searchParams]);
  const { flight, loads, manifest, cancellation, aircraft } = await adminRead(`/admin/flights/${id}`, (ctx) =>
    read(ctx, flightIdOf(id)),
  );
  const search = hrefOf("/flights", {
    trip: "oneway",
    from: flight.origin,
    to: flight.destination,
    depart: flight.departureDate,
    adults: 1,
  });
  const onSale = flight.status === "ON_SALE" && !flight.departed;
  return (
    <>
      <PageHeader
        title={`${flight.designator} ${flight.origin} → ${flight.destination}`}
        description={formatLocalDate(flight.departureDate, "date", locale)}
        actions={
          <>
            <LinkButton href={hrefOf("/admin/flights", { date: flight.departureDate })} variant="quiet">
              {t("flights.back")}
            </LinkButton>
            <LinkButton href={hrefOf("/admin/reservations", { flight: flight.id })} variant="secondary">
              {t("flight.reservations")}
            </LinkButton>
            {onSale && (
              <LinkButton href={`/admin/flights/${flight.id}/cancel`} variant="danger">
                {t("flight.cancel")}
              </LinkButton>
            )}
          </>
        }
      />
      <div className="grid grid-cols-1 gap-6">
        {registered && onSale && (
          <Alert
            live
            tone="positive"
            title={t("flight.registered")}
            action={
              <LinkButton href={search} variant="secondary" size="sm">
                {t("flight.toSearch")}
              </LinkButton>
            }
          >
            {loads.length > 0 ? t("flight.onSaleNow") : t("flight.onSaleSoon")}
          </Alert>
        )}
        {cancellation && (
          <CancellationProgress
            flightId={flight.id}
            reason={flight.cancelReason ?? ""}
            initial={cancellation}
          />
        )}
        <div className="grid grid-cols-1 gap-6 xl:grid-cols-2">
          <FlightFacts
            flight={flight}
            aircraft={aircraft ? (locale === "ko" ? aircraft.nameKo : aircraft.nameEn) : flight.aircraftType}
            searchHref={onSale ? search : null}
          />
          <FlightInventory loads={loads} fares={flight.fares} manifest={manifest} />
        </div>
        <Card
          as="section"
          title={t("manifest.title", { count: manifest.length })}
          action={
            manifest.length > 0 && (
              <a
                href={`/api/v1/admin/flights/${flight.id}/manifest`}
                download
                className={buttonClass({ variant: "secondary", size: "sm" })}
              >
                {t("manifest.csv")}
              </a>
            )
          }
        >
          {manifest.length === 0 ? (
            <EmptyState
              icon={Users}
              title={t(flight.status === "CANCELLED" ? "manifest.noneLeft" : "manifest.none")}
            />
          ) : (
            <ManifestTable rows={manifest} />
          )}
        </Card>
      </div>
    </>
  );
}
