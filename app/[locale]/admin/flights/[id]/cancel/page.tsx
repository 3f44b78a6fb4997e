import type { Metadata } from "next";
import { getTranslations, setRequestLocale } from "next-intl/server";
import { flightIdOf } from "@/app/_lib/http/address-parts";
import { adminRead } from "@/app/[locale]/admin/_lib/admin-read";
import { CancelFlightForm } from "@/components/admin/flights/cancel-flight-form";
import { CancellationEffects } from "@/components/admin/flights/cancellation-effects";
import { withClientMessages } from "@/components/layout/client-messages";
import { Alert } from "@/components/ui/alert";
import { Card } from "@/components/ui/card";
import { LinkButton } from "@/components/ui/link-button";
import { PageHeader } from "@/components/ui/page-header";
import { formatInstant } from "@/i18n/format";
import type { Locale } from "@/i18n/routing";
import { flightCancellation } from "@/server/flows/flight-cancellation-view";
import { getFlight } from "@/server/schedule/queries";
import { requirePermission } from "@/server/shared/context";
import { cancelFlight } from "./actions";

type Props = { params: Promise<{ locale: Locale; id: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { locale } = await params;
  return { title: (await getTranslations({ locale, namespace: "admin" }))("cancelFlight.title") };
}

async function CancelFlightPage({ params }: Props) {
  const { locale, id } = await params;
  setRequestLocale(locale);
  const t = await getTranslations("admin.cancelFlight");
  const { flight, preview } = await adminRead(`/admin/flights/${id}/cancel`, async (ctx) => {
    requirePermission(ctx.actor, "schedule.change");
    const flightId = flightIdOf(id);
    const [flight, preview] = await Promise.all([
      getFlight(ctx, flightId),
      flightCancellation(ctx, flightId),
    ]);
    return { flight, preview };
  });
  const refusal = flight.status === "CANCELLED" ? "already" : flight.departed ? "departed" : null;
  return (
    <>
      <PageHeader
        title={t("title")}
        description={`${flight.designator} ${flight.origin} → ${flight.destination} · ${formatInstant(flight.departsAt, flight.originZone, "dateTime", locale)}`}
      />
      {refusal ? (
        <Alert
          tone="warning"
          title={t(refusal)}
          action={
            <LinkButton href={`/admin/flights/${flight.id}`} variant="secondary" size="sm">
              {t("toFlight")}
            </LinkButton>
          }
        />
      ) : (
        <div className="grid grid-cols-1 gap-6">
          <CancellationEffects effects={preview} />
          <Card as="section" title={t("confirmTitle")}>
            <CancelFlightForm
              flightId={flight.id}
              version={flight.version}
              designator={flight.designator}
              cancel={cancelFlight}
            />
          </Card>
        </div>
      )}
    </>
  );
}

export default withClientMessages("app/[locale]/admin/flights/[id]/cancel/page.tsx", CancelFlightPage);
