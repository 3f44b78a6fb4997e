import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import type { RawParams } from "@/app/_lib/http/search-params";
import { ownTrip } from "@/app/[locale]/(site)/trips/own-trip";
import { romanName } from "@/components/booking/passenger-rules";
import { ClientMessages } from "@/components/layout/client-messages";
import { SplitForm } from "@/components/trips/split-form";
import { Alert } from "@/components/ui/alert";
import { LinkButton } from "@/components/ui/link-button";
import { PageHeader } from "@/components/ui/page-header";
import { splitTrip } from "./actions";

type Props = { params: Promise<{ locator: string }>; searchParams: Promise<RawParams> };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("trips.split");
  return { title: t("title"), robots: { index: false } };
}

/** Asks who gets a booking of their own, and says what follows. Opening this page changes nothing. */
export default async function SplitTripPage({ params, searchParams }: Props) {
  const { locator } = await params;
  const { changed } = await searchParams;
  const booking = await ownTrip(locator, `/trips/${locator}/split`);
  const t = await getTranslations("trips.split");
  const passengers = booking.passengers.map((each) => ({ id: each.id, label: romanName(each) ?? "" }));
  const back = (
    <LinkButton href={`/trips/${booking.locator}`} variant="secondary">
      {t("back")}
    </LinkButton>
  );
  return (
    <div className="page-width grid grid-cols-1 max-w-3xl gap-6 py-8">
      <PageHeader title={t("title")} description={t("lead", { locator: booking.locator })} />
      {changed !== undefined && (
        <Alert live tone="warning" title={t("refusedTitle")}>
          {t("refused.CONFLICT")}
        </Alert>
      )}
      {booking.can.split.allowed ? (
        <ClientMessages namespaces={["trips"]}>
          <SplitForm
            key={booking.version}
            action={splitTrip}
            back={back}
            booking={{ locator: booking.locator, reservationId: booking.id, version: booking.version }}
            passengers={passengers}
          />
        </ClientMessages>
      ) : (
        <>
          <Alert tone="warning" title={t("notPossibleTitle")}>
            {t(`notPossible.${booking.can.split.reason}`)}
          </Alert>
          <div>{back}</div>
        </>
      )}
    </div>
  );
}
