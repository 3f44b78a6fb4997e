import type { Metadata } from "next";
import { getTranslations, setRequestLocale } from "next-intl/server";
import { firstValues, type RawParams } from "@/app/_lib/http/search-params";
import { adminRead } from "@/app/[locale]/admin/_lib/admin-read";
import { ClientMessages } from "@/components/layout/client-messages";
import { NameChoice, passengerToCorrect } from "@/components/trips/name-choice";
import { NameForm } from "@/components/trips/name-form";
import { Alert } from "@/components/ui/alert";
import { LinkButton } from "@/components/ui/link-button";
import { PageHeader } from "@/components/ui/page-header";
import type { Locale } from "@/i18n/routing";
import { type BookingView, getReservationForAdmin } from "@/server/reservation/queries";
import { correctionForCustomer } from "@/server/reservation/schemas";
import { requirePermission } from "@/server/shared/context";
import { correctNameForCustomer } from "./actions";

type Props = { params: Promise<{ locale: Locale; id: string }>; searchParams: Promise<RawParams> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { locale } = await params;
  return { title: (await getTranslations({ locale, namespace: "admin" }))("correctName.title") };
}

/** Asks staff whose name is to be corrected, for the right spelling, and for the reason. Opening the page changes nothing. */
export default async function CorrectNameForCustomerPage({ params, searchParams }: Props) {
  const { locale, id } = await params;
  setRequestLocale(locale);
  const { passenger, changed } = firstValues(await searchParams);
  const page = `/admin/reservations/${id}`;
  const booking = await adminRead(`${page}/name`, (ctx) => {
    requirePermission(ctx.actor, "reservation.change");
    return getReservationForAdmin(ctx, id);
  });
  const t = await getTranslations("trips.name");
  const own = await getTranslations("admin.correctName");
  return (
    <div className="grid max-w-3xl grid-cols-1 gap-6">
      <PageHeader title={own("title")} description={own("lead", { locator: booking.locator })} />
      {changed !== undefined && (
        <Alert live tone="warning" title={t("refusedTitle")}>
          {own("changed")}
        </Alert>
      )}
      <Correction booking={booking} passengerId={passenger} page={page} />
    </div>
  );
}

async function Correction({
  booking,
  passengerId,
  page,
}: {
  booking: BookingView;
  passengerId: string | undefined;
  page: string;
}) {
  const own = await getTranslations("admin.correctName");
  const back = (
    <LinkButton href={page} variant="secondary">
      {own("back")}
    </LinkButton>
  );
  const { passengers, locator, id, version } = booking;
  const rule = correctionForCustomer(booking, booking.can.correctName, booking.now);
  const person = passengerToCorrect(passengers, passengerId);
  if (rule.allowed && person)
    return (
      <ClientMessages namespaces={["trips", "booking"]}>
        <NameForm
          key={`${person.id} ${version}`}
          action={correctNameForCustomer}
          back={back}
          booking={{ locator, reservationId: id, version }}
          passenger={person}
          staff={{ needsReason: rule.needsReason }}
        />
      </ClientMessages>
    );
  const t = await getTranslations("trips.name");
  return (
    <>
      {rule.allowed ? (
        <NameChoice passengers={passengers} page={`${page}/name`} />
      ) : (
        <Alert tone="warning" title={t("notPossibleTitle")}>
          {t(`notPossible.${rule.reason}`)}
        </Alert>
      )}
      <div>{back}</div>
    </>
  );
}
