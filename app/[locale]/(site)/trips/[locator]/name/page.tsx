import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { firstValues, type RawParams } from "@/app/_lib/http/search-params";
import { ownTrip } from "@/app/[locale]/(site)/trips/own-trip";
import { ClientMessages } from "@/components/layout/client-messages";
import { NameChoice, passengerToCorrect } from "@/components/trips/name-choice";
import { NameForm } from "@/components/trips/name-form";
import { Alert } from "@/components/ui/alert";
import { LinkButton } from "@/components/ui/link-button";
import { PageHeader } from "@/components/ui/page-header";
import type { BookingView } from "@/server/reservation/queries";
import { correctTripName } from "./actions";

type Props = { params: Promise<{ locator: string }>; searchParams: Promise<RawParams> };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("trips.name");
  return { title: t("title"), robots: { index: false } };
}

/** Asks whose name is to be corrected, and then for the right spelling. Opening this page changes nothing. */
export default async function CorrectNamePage({ params, searchParams }: Props) {
  const { locator } = await params;
  const { passenger: id, changed } = firstValues(await searchParams);
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
      {changed !== undefined && (
        <Alert live tone="warning" title={t("refusedTitle")}>
          {t("refused.CONFLICT")}
        </Alert>
      )}
      {correctName.allowed ? (
        <Correction booking={booking} passengerId={id} back={back} />
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

function Correction({
  booking,
  passengerId,
  back,
}: {
  booking: BookingView;
  passengerId: string | undefined;
  back: ReactNode;
}) {
  const { passengers, locator, id, version } = booking;
  const passenger = passengerToCorrect(passengers, passengerId);
  return passenger ? (
    <ClientMessages namespaces={["trips", "booking"]}>
      <NameForm
        key={`${passenger.id} ${version}`}
        action={correctTripName}
        back={back}
        booking={{ locator, reservationId: id, version }}
        passenger={passenger}
      />
    </ClientMessages>
  ) : (
    <>
      <NameChoice passengers={passengers} page={`/trips/${locator}/name`} />
      <div>{back}</div>
    </>
  );
}
