import type { Metadata } from "next";
import { getTranslations, setRequestLocale } from "next-intl/server";
import { FlightForm } from "@/components/admin/flights/flight-form";
import { Card } from "@/components/ui/card";
import { LinkButton } from "@/components/ui/link-button";
import { PageHeader } from "@/components/ui/page-header";
import type { Locale } from "@/i18n/routing";
import { adminRead } from "../../_lib/admin-read";
import { formReference } from "../../_lib/reference";
import { registerFlight } from "./actions";

type Props = { params: Promise<{ locale: Locale }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { locale } = await params;
  return { title: (await getTranslations({ locale, namespace: "admin" }))("flights.new") };
}

export default async function NewFlightPage({ params }: Props) {
  const { locale } = await params;
  setRequestLocale(locale);
  const [t, reference] = await Promise.all([
    getTranslations("admin"),
    adminRead("/admin/flights/new", () => formReference(locale)),
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
        <FlightForm reference={reference} register={registerFlight} />
      </Card>
    </>
  );
}
