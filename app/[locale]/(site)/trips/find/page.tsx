import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { ClientMessages } from "@/components/layout/client-messages";
import { FindTrip } from "@/components/trips/find-trip";
import { PageHeader } from "@/components/ui/page-header";
import { lookUpTrip } from "./actions";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("trips.find");
  return { title: t("title") };
}

export default async function FindTripPage() {
  const t = await getTranslations("trips.find");
  return (
    <div className="page-width max-w-3xl py-8">
      <PageHeader title={t("title")} description={t("lead")} />
      <ClientMessages namespaces={["trips"]}>
        <FindTrip action={lookUpTrip} />
      </ClientMessages>
    </div>
  );
}
