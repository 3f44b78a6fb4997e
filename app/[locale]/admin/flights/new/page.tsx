import type { Metadata } from "next";
import { getTranslations, setRequestLocale } from "next-intl/server";
import { adminRead } from "@/app/[locale]/admin/_lib/admin-read";
import { formReference } from "@/app/[locale]/admin/_lib/reference";
import { FlightForm } from "@/components/admin/flights/flight-form";
import { withClientMessages } from "@/components/layout/client-messages";
import { QueryProvider } from "@/components/query/query-provider";
import { Card } from "@/components/ui/card";
import { LinkButton } from "@/components/ui/link-button";
import { PageHeader } from "@/components/ui/page-header";
import type { Locale } from "@/i18n/routing";
import { requirePermission } from "@/server/shared/context";
import { registerFlight } from "./actions";

type Props = { params: Promise<{ locale: Locale }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { locale } = await params;
  return { title: (await getTranslations({ locale, namespace: "admin" }))("flights.new") };
}

async function NewFlightPage({ params }: Props) {
  const { locale } = await params;
  setRequestLocale(locale);
  const [t, reference] = await Promise.all([
    getTranslations("admin"),
    adminRead("/admin/flights/new", (ctx) => {
      requirePermission(ctx.actor, "schedule.change");
      return formReference(ctx, locale);
    }),
  ]);
  return (
    <>
      <PageHeader
        title={t("flights.new")}
        description={t("flights.newLead")}
        actions={
          <LinkButton href="/admin/flights" variant="quiet">
            {t("flights.back")}
          </LinkButton>
        }
      />
      <Card>
        <QueryProvider>
          <FlightForm reference={reference} register={registerFlight} />
        </QueryProvider>
      </Card>
    </>
  );
}

export default withClientMessages("app/[locale]/admin/flights/new/page.tsx", NewFlightPage);
