import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { firstValues, type RawParams } from "@/app/_lib/http/search-params";
import { ownTrip } from "@/app/[locale]/(site)/trips/own-trip";
import { withClientMessages } from "@/components/layout/client-messages";
import { NameCorrection } from "@/components/trips/name-correction";
import { Alert } from "@/components/ui/alert";
import { LinkButton } from "@/components/ui/link-button";
import { PageHeader } from "@/components/ui/page-header";
import { correctTripName } from "./actions";

type Props = { params: Promise<{ locator: string }>; searchParams: Promise<RawParams> };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("trips.name");
  return { title: t("title"), robots: { index: false } };
}

/** Asks whose name is to be corrected, and then for the right spelling. Opening this page changes nothing. */
async function CorrectNamePage({ params, searchParams }: Props) {
  const { locator } = await params;
  const { passenger } = firstValues(await searchParams);
  const booking = await ownTrip(locator, `/trips/${locator}/name`);
  const t = await getTranslations("trips.name");
  const { correctName } = booking.can;
  const back = (
    <LinkButton href={`/trips/${booking.locator}`} variant="secondary">
      {t("back")}
    </LinkButton>
  );
  return (
    <div className="page-width grid grid-cols-1 max-w-3xl gap-6 py-8">
      <PageHeader title={t("title")} description={t("lead")} />
      {correctName.allowed ? (
        <NameCorrection
          booking={booking}
          passengerId={passenger}
          page={`/trips/${booking.locator}/name`}
          action={correctTripName}
          back={back}
        />
      ) : (
        <>
          <Alert tone="warning" title={t("notPossibleTitle")}>
            {t(`notPossible.${correctName.reason}`)}
          </Alert>
          <div>{back}</div>
        </>
      )}
    </div>
  );
}

export default withClientMessages("app/[locale]/(site)/trips/[locator]/name/page.tsx", CorrectNamePage);
