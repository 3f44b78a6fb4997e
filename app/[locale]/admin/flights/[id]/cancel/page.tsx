import type { Metadata } from "next";
import { getTranslations, setRequestLocale } from "next-intl/server";
import { flightCancellation } from "@/server/flows/flight-cancellation-view";
import { flightIdOf } from "@/app/_lib/http/flight-id";
import { CancelFlightForm } from "@/components/admin/flights/cancel-flight-form";
import { Alert } from "@/components/ui/alert";
import { Card } from "@/components/ui/card";
import { LinkButton } from "@/components/ui/link-button";
import { Money } from "@/components/ui/money";
import { PageHeader } from "@/components/ui/page-header";
import { Stat } from "@/components/ui/stat";
import { formatInstant, formatInteger } from "@/i18n/format";
import type { Locale } from "@/i18n/routing";
import { getFlight } from "@/server/schedule/queries";
import { adminRead } from "../../../_lib/admin-read";
import { cancelFlight } from "./actions";

type Props = { params: Promise<{ locale: Locale; id: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { locale } = await params;
  return { title: (await getTranslations({ locale, namespace: "admin" }))("cancelFlight.title") };
}

export default async function CancelFlightPage({ params }: Props) {
  const { locale, id } = await params;
  setRequestLocale(locale);
  const t = await getTranslations("admin.cancelFlight");
  const { flight, preview } = await adminRead(`/admin/flights/${id}/cancel`, async (ctx) => {
    const flightId = flightIdOf(id);
    const [flight, preview] = await Promise.all([
      getFlight(ctx, flightId),
      flightCancellation(ctx, flightId),
    ]);
    return { flight, preview };
  });
  const over = flight.status === "CANCELLED" ? "already" : flight.departed ? "departed" : null;
  const count = (value: number) => formatInteger(value);
  return (
    <>
      <PageHeader
        title={t("title")}
        description={`${flight.designator} ${flight.origin} → ${flight.destination} · ${formatInstant(flight.departsAt, flight.originZone, "dateTime", locale)}`}
      />
      {over ? (
        <Alert
          tone="warning"
          title={t(over)}
          action={
            <LinkButton href={`/admin/flights/${flight.id}`} variant="secondary" size="sm">
              {t("toFlight")}
            </LinkButton>
          }
        />
      ) : (
        <div className="grid grid-cols-1 gap-6">
          <section aria-labelledby="effects" className="grid grid-cols-1 gap-3">
            <h2 id="effects" className="text-lg font-bold">
              {t("effects")}
            </h2>
            <div className="grid grid-cols-2 gap-3 lg:grid-cols-5">
              <Stat label={t("reservations")} value={t("cases", { count: preview.reservations })} />
              <Stat label={t("passengers")} value={t("people", { count: preview.passengers })} />
              <Stat label={t("holds")} value={t("cases", { count: preview.holds })} />
              <Stat label={t("miles")} value={t("mileValue", { miles: count(preview.miles) })} />
              <Stat
                label={t("refunds")}
                value={<Money amountKrw={preview.refundAmount} />}
                className="max-lg:col-span-2"
              />
            </div>
            {preview.withOtherFlights > 0 && (
              <p className="max-w-prose font-semibold">
                {t("otherFlights", { count: preview.withOtherFlights })}
              </p>
            )}
            <p className="max-w-prose text-ink-muted">{t("explain")}</p>
          </section>
          <Card as="section" title={t("confirmTitle")}>
            <CancelFlightForm flightId={flight.id} designator={flight.designator} cancel={cancelFlight} />
          </Card>
        </div>
      )}
    </>
  );
}
