import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { firstValues, type RawParams } from "@/app/_lib/http/search-params";
import { askForCode } from "@/app/[locale]/(site)/trips/access/actions";
import { ClientMessages } from "@/components/layout/client-messages";
import { FindTrip } from "@/components/trips/find-trip";
import { Alert } from "@/components/ui/alert";
import { knownKey } from "@/components/ui/known-key";
import { PageHeader } from "@/components/ui/page-header";
import { lookUpTrip } from "./actions";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("trips.find");
  return { title: t("title") };
}

type Props = { searchParams: Promise<RawParams> };

/** Why a traveller was sent here: the access to the trip is over. */
const ends = ["ended", "left", "contactChanged"] as const;

export default async function FindTripPage({ searchParams }: Props) {
  const t = await getTranslations("trips.find");
  const access = await getTranslations("trips.access");
  const end = knownKey(ends, firstValues(await searchParams).access, null);
  return (
    <div className="page-width max-w-3xl py-8">
      <PageHeader title={t("title")} description={t("lead")} />
      {end && (
        <Alert
          live
          tone={end === "ended" ? "warning" : "positive"}
          title={access(`${end}.title`)}
          className="mb-6"
        >
          {access(`${end}.text`)}
        </Alert>
      )}
      <ClientMessages namespaces={["trips"]}>
        <FindTrip action={lookUpTrip} askForCode={askForCode} />
      </ClientMessages>
    </div>
  );
}
