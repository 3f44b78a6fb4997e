import type { Metadata } from "next";
import { getTranslations, setRequestLocale } from "next-intl/server";
import { adminRead } from "@/app/[locale]/admin/_lib/admin-read";
import { withClientMessages } from "@/components/layout/client-messages";
import { ContactForm } from "@/components/trips/contact-form";
import { Alert } from "@/components/ui/alert";
import { Card } from "@/components/ui/card";
import { LinkButton } from "@/components/ui/link-button";
import { PageHeader } from "@/components/ui/page-header";
import type { Locale } from "@/i18n/routing";
import { getReservationForAdmin } from "@/server/reservation/queries";
import { formatPhone } from "@/server/reservation/schemas";
import { requirePermission } from "@/server/shared/context";
import { saveContact } from "./actions";

type Props = { params: Promise<{ locale: Locale; id: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { locale } = await params;
  return { title: (await getTranslations({ locale, namespace: "admin" }))("reservation.changeContact") };
}

async function AdminContactPage({ params }: Props) {
  const { locale, id } = await params;
  setRequestLocale(locale);
  const t = await getTranslations("admin.reservation");
  const booking = await adminRead(`/admin/reservations/${id}/contact`, (ctx) => {
    requirePermission(ctx.actor, "reservation.change");
    // Whoever sees masks would save them.
    requirePermission(ctx.actor, "personal-data.read");
    return getReservationForAdmin(ctx, id);
  });
  const back = (
    <LinkButton href={`/admin/reservations/${booking.id}`} variant="secondary">
      {t("backToReservation")}
    </LinkButton>
  );
  return (
    <>
      <PageHeader
        title={t("changeContact")}
        description={t("changeContactLead", { locator: booking.locator })}
      />
      <Card className="max-w-3xl">
        {booking.can.changeContact.allowed ? (
          <ContactForm
            staff
            action={saveContact}
            reservationId={booking.id}
            contact={{
              email: booking.contactEmail,
              phone: booking.contactPhone ? formatPhone(booking.contactPhone) : "",
            }}
            back={back}
          />
        ) : (
          <Alert tone="warning" title={t("contactFixed")} action={back} />
        )}
      </Card>
    </>
  );
}

export default withClientMessages("app/[locale]/admin/reservations/[id]/contact/page.tsx", AdminContactPage);
