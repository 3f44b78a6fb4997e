import type { Metadata } from "next";
import { getTranslations, setRequestLocale } from "next-intl/server";
import type { RawParams } from "@/app/_lib/http/search-params";
import { adminRead } from "@/app/[locale]/admin/_lib/admin-read";
import { romanName } from "@/components/booking/passenger-rules";
import { ClientMessages } from "@/components/layout/client-messages";
import { SplitForm } from "@/components/trips/split-form";
import { Alert } from "@/components/ui/alert";
import { LinkButton } from "@/components/ui/link-button";
import { PageHeader } from "@/components/ui/page-header";
import type { Locale } from "@/i18n/routing";
import { getReservationForAdmin } from "@/server/reservation/queries";
import { requirePermission } from "@/server/shared/context";
import { splitForCustomer } from "./actions";

type Props = { params: Promise<{ locale: Locale; id: string }>; searchParams: Promise<RawParams> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { locale } = await params;
  return { title: (await getTranslations({ locale, namespace: "admin" }))("splitBooking.title") };
}

/** Asks staff who gets a reservation of their own. Opening the page changes nothing. */
export default async function SplitForCustomerPage({ params, searchParams }: Props) {
  const { locale, id } = await params;
  setRequestLocale(locale);
  const { changed } = await searchParams;
  const page = `/admin/reservations/${id}`;
  const booking = await adminRead(`${page}/split`, (ctx) => {
    requirePermission(ctx.actor, "reservation.change");
    return getReservationForAdmin(ctx, id);
  });
  const [t, own] = [await getTranslations("trips.split"), await getTranslations("admin.splitBooking")];
  const back = (
    <LinkButton href={page} variant="secondary">
      {own("back")}
    </LinkButton>
  );
  return (
    <div className="grid max-w-3xl grid-cols-1 gap-6">
      <PageHeader title={own("title")} description={own("lead", { locator: booking.locator })} />
      {changed !== undefined && (
        <Alert live tone="warning" title={t("refusedTitle")}>
          {own("changed")}
        </Alert>
      )}
      {booking.can.split.allowed ? (
        <ClientMessages namespaces={["trips"]}>
          <SplitForm
            key={booking.version}
            staff
            action={splitForCustomer}
            back={back}
            booking={{ locator: booking.locator, reservationId: booking.id, version: booking.version }}
            passengers={booking.passengers.map((each) => ({ id: each.id, label: romanName(each) ?? "" }))}
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
