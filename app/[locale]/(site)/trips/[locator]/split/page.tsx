import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { ownTrip } from "@/app/[locale]/(site)/trips/own-trip";
import { withClientMessages } from "@/components/layout/client-messages";
import { SplitChoice } from "@/components/trips/split-choice";
import { LinkButton } from "@/components/ui/link-button";
import { PageHeader } from "@/components/ui/page-header";
import { splitTrip } from "./actions";

type Props = { params: Promise<{ locator: string }> };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("trips.split");
  return { title: t("title"), robots: { index: false } };
}

/** Asks who gets a booking of their own, and says what follows. Opening this page changes nothing. */
async function SplitTripPage({ params }: Props) {
  const { locator } = await params;
  const booking = await ownTrip(locator, `/trips/${locator}/split`);
  const t = await getTranslations("trips.split");
  return (
    <div className="page-width grid grid-cols-1 max-w-3xl gap-6 py-8">
      <PageHeader title={t("title")} description={t("lead", { locator: booking.locator })} />
      <SplitChoice
        booking={booking}
        action={splitTrip}
        back={
          <LinkButton href={`/trips/${booking.locator}`} variant="secondary">
            {t("back")}
          </LinkButton>
        }
      />
    </div>
  );
}

export default withClientMessages("app/[locale]/(site)/trips/[locator]/split/page.tsx", SplitTripPage);
