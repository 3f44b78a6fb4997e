import type { Metadata } from "next";
import { getTranslations, setRequestLocale } from "next-intl/server";
import { flightIdOf } from "@/app/_lib/http/address-parts";
import { adminRead } from "@/app/[locale]/admin/_lib/admin-read";
import { knownValues } from "@/app/[locale]/admin/flights/[id]/operation/operation-entry";
import { OperationForm } from "@/components/admin/flights/operation-form";
import { withClientMessages } from "@/components/layout/client-messages";
import { Alert } from "@/components/ui/alert";
import { Card } from "@/components/ui/card";
import { LinkButton } from "@/components/ui/link-button";
import { PageHeader } from "@/components/ui/page-header";
import { formatInstant } from "@/i18n/format";
import type { Locale } from "@/i18n/routing";
import { getFlight } from "@/server/schedule/queries";
import { requirePermission } from "@/server/shared/context";
import { reportOperation } from "./actions";

type Props = { params: Promise<{ locale: Locale; id: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { locale } = await params;
  return { title: (await getTranslations({ locale, namespace: "admin" }))("operation.title") };
}

/** Where staff report what is known about a flight on its day. */
async function FlightOperationPage({ params }: Props) {
  const { locale, id } = await params;
  setRequestLocale(locale);
  const t = await getTranslations("admin.operation");
  const flight = await adminRead(`/admin/flights/${id}/operation`, (ctx) => {
    requirePermission(ctx.actor, "schedule.change");
    return getFlight(ctx, flightIdOf(id));
  });
  const toFlight = (
    <LinkButton href={`/admin/flights/${flight.id}`} variant="secondary" size="sm">
      {t("toFlight")}
    </LinkButton>
  );
  return (
    <>
      <PageHeader
        title={t("title")}
        description={`${flight.designator} ${flight.origin} → ${flight.destination} · ${formatInstant(flight.departsAt, flight.originZone, "dateTime", locale)}`}
        actions={toFlight}
      />
      {flight.status === "CANCELLED" ? (
        <Alert tone="warning" title={t("cancelled")} />
      ) : (
        <Card as="section" title={t("formTitle")}>
          <p className="mb-5 max-w-prose text-ink-muted">{t("lead")}</p>
          <OperationForm flightId={flight.id} values={knownValues(flight)} action={reportOperation} />
        </Card>
      )}
    </>
  );
}

export default withClientMessages("app/[locale]/admin/flights/[id]/operation/page.tsx", FlightOperationPage);
