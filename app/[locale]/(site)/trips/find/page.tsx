import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { firstValues, type RawParams } from "@/app/_lib/http/search-params";
import { askForCode } from "@/app/[locale]/(site)/trips/access/actions";
import { HomeTabs } from "@/components/home/home-tabs";
import { withClientMessages } from "@/components/layout/client-messages";
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

/** A locator, or what was typed in place of one. */
const LOCATOR_LENGTH = 20;

/** Why a traveller was sent here: the access to the trip is over. */
const ends = ["ended", "left", "contactChanged"] as const;

async function FindTripPage({ searchParams }: Props) {
  const t = await getTranslations("trips.find");
  const access = await getTranslations("trips.access");
  const asked = firstValues(await searchParams);
  const end = knownKey(ends, asked.access, null);
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
      <HomeTabs current="trip" />
      <FindTrip
        action={lookUpTrip}
        askForCode={askForCode}
        locator={asked.locator?.slice(0, LOCATOR_LENGTH)}
      />
    </div>
  );
}

export default withClientMessages("app/[locale]/(site)/trips/find/page.tsx", FindTripPage);
