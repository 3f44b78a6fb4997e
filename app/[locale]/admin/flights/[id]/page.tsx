import type { Metadata } from "next";
import { getTranslations, setRequestLocale } from "next-intl/server";
import { flightIdOf } from "@/app/_lib/http/address-parts";
import type { RawParams } from "@/app/_lib/http/search-params";
import { adminRead } from "@/app/[locale]/admin/_lib/admin-read";
import { hrefOf } from "@/app/[locale]/admin/_lib/params";
import { CancellationProgress } from "@/components/admin/flights/cancellation-progress";
import { FlightFacts } from "@/components/admin/flights/flight-facts";
import { FlightInventory } from "@/components/admin/flights/flight-inventory";
import { FlightManifest } from "@/components/admin/flights/flight-manifest";
import { withClientMessages } from "@/components/layout/client-messages";
import { Alert } from "@/components/ui/alert";
import { LinkButton } from "@/components/ui/link-button";
import { PageHeader } from "@/components/ui/page-header";
import { formatLocalDate } from "@/i18n/format";
import type { Locale } from "@/i18n/routing";
import { flightCancellation } from "@/server/flows/flight-cancellation-view";
import { cancellationResult, flightLoads, passengerManifest } from "@/server/reservation/queries";
import { getFlight, listAircraftTypes } from "@/server/schedule/queries";
import { hasPermission, type RequestContext } from "@/server/shared/context";

type Props = { params: Promise<{ locale: Locale; id: string }>; searchParams: Promise<RawParams> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { locale } = await params;
  return { title: (await getTranslations({ locale, namespace: "admin" }))("flight.title") };
}

type Flight = Awaited<ReturnType<typeof getFlight>>;

async function read(ctx: RequestContext, flightId: number) {
  const flight = await getFlight(ctx, flightId);
  const may = {
    change: hasPermission(ctx.actor, "schedule.change"),
    seeLoads: hasPermission(ctx.actor, "sales.read"),
  };
  const [loads, manifest, cancellation, fleet] = await Promise.all([
    may.seeLoads ? flightLoads(ctx, [flightId]) : null,
    passengerManifest(ctx, flightId),
    flight.status === "CANCELLED" ? cancellationSoFar(ctx, flightId) : null,
    listAircraftTypes(ctx),
  ]);
  const aircraft = fleet.find((type) => type.code === flight.aircraftType);
  return { flight, may, loads, manifest, cancellation, aircraft };
}

async function cancellationSoFar(ctx: RequestContext, flightId: number) {
  const [left, result] = await Promise.all([
    flightCancellation(ctx, flightId),
    cancellationResult(ctx, flightId),
  ]);
  return { ...left, result };
}

const canBeSold = (flight: Flight) => flight.status === "ON_SALE" && !flight.departed;

/** The customers' search that finds the flight. */
const searchHref = ({ origin, destination, departureDate }: Flight) =>
  hrefOf("/flights", { trip: "oneway", from: origin, to: destination, depart: departureDate, adults: 1 });

async function AdminFlightPage({ params, searchParams }: Props) {
  const { locale, id } = await params;
  setRequestLocale(locale);
  const t = await getTranslations("admin.operation");
  const { registered, reported } = await searchParams;
  const { flight, may, loads, manifest, cancellation, aircraft } = await adminRead(
    `/admin/flights/${id}`,
    (ctx) => read(ctx, flightIdOf(id)),
  );
  const onSale = canBeSold(flight);
  return (
    <>
      <PageHeader
        title={`${flight.designator} ${flight.origin} → ${flight.destination}`}
        description={formatLocalDate(flight.departureDate, "date", locale)}
        actions={<FlightActions flight={flight} mayChange={may.change} />}
      />
      <div className="grid grid-cols-1 gap-6">
        {reported && flight.status === "ON_SALE" && (
          <Alert live tone="positive" title={t("saved")}>
            {t("savedText")}
          </Alert>
        )}
        {registered && onSale && (
          <Registered flight={flight} isSearchable={loads !== null && loads.length > 0} />
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
            searchHref={onSale ? searchHref(flight) : null}
          />
          {loads && <FlightInventory loads={loads} fares={flight.fares} manifest={manifest} />}
        </div>
        <FlightManifest flightId={flight.id} isCancelled={flight.status === "CANCELLED"} rows={manifest} />
      </div>
    </>
  );
}

/** Where staff go on to from the flight. */
async function FlightActions({ flight, mayChange }: { flight: Flight; mayChange: boolean }) {
  const t = await getTranslations("admin");
  return (
    <>
      <LinkButton href={hrefOf("/admin/flights", { date: flight.departureDate })} variant="quiet">
        {t("flights.back")}
      </LinkButton>
      <LinkButton href={hrefOf("/admin/reservations", { flight: flight.id })} variant="secondary">
        {t("flight.reservations")}
      </LinkButton>
      {mayChange && flight.status === "ON_SALE" && (
        <LinkButton href={`/admin/flights/${flight.id}/operation`} variant="secondary">
          {t("operation.report")}
        </LinkButton>
      )}
      {mayChange && canBeSold(flight) && (
        <LinkButton href={`/admin/flights/${flight.id}/cancel`} variant="danger">
          {t("flight.cancel")}
        </LinkButton>
      )}
    </>
  );
}

/** Says that the flight was registered. Customers find it as soon as its seats are in the inventory. */
async function Registered({ flight, isSearchable }: { flight: Flight; isSearchable: boolean }) {
  const t = await getTranslations("admin.flight");
  return (
    <Alert
      live
      tone="positive"
      title={t("registered")}
      action={
        <LinkButton href={searchHref(flight)} variant="secondary" size="sm">
          {t("toSearch")}
        </LinkButton>
      }
    >
      {t(isSearchable ? "onSaleNow" : "onSaleSoon")}
    </Alert>
  );
}

export default withClientMessages("app/[locale]/admin/flights/[id]/page.tsx", AdminFlightPage);
