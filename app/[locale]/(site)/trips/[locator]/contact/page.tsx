import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { contextOfTrip, ownTrip } from "@/app/[locale]/(site)/trips/own-trip";
import { withClientMessages } from "@/components/layout/client-messages";
import { ContactForm } from "@/components/trips/contact-form";
import { Alert } from "@/components/ui/alert";
import { Card } from "@/components/ui/card";
import { LinkButton } from "@/components/ui/link-button";
import { PageHeader } from "@/components/ui/page-header";
import { redirect } from "@/i18n/navigation";
import { formatPhone } from "@/server/reservation/schemas";
import { saveContact } from "./actions";

type Props = { params: Promise<{ locator: string }> };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("trips.contact");
  return { title: t("title"), robots: { index: false } };
}

/** The contact of a paid booking. It can be changed until the last flight leaves. */
async function TripContactPage({ params }: Props) {
  const { locator } = await params;
  const booking = await ownTrip(locator, `/trips/${locator}/contact`);
  const trip = `/trips/${booking.locator}`;
  if (!booking.can.changeContact.allowed) return redirect({ href: trip, locale: await getLocale() });
  const t = await getTranslations("trips.contact");
  const isTraveller = (await contextOfTrip(locator)).actor.kind === "TRAVELLER";
  return (
    <div className="page-width grid max-w-3xl grid-cols-1 gap-6 py-8">
      <PageHeader title={t("title")} description={t("lead", { locator: booking.locator })} />
      {isTraveller && <Alert>{t("accessEnds")}</Alert>}
      <Card>
        <ContactForm
          action={saveContact.bind(null, booking.locator)}
          reservationId={booking.id}
          contact={{
            email: booking.contactEmail,
            phone: booking.contactPhone ? formatPhone(booking.contactPhone) : "",
          }}
          back={
            <LinkButton href={trip} variant="secondary">
              {t("back")}
            </LinkButton>
          }
        />
      </Card>
    </div>
  );
}

export default withClientMessages("app/[locale]/(site)/trips/[locator]/contact/page.tsx", TripContactPage);
