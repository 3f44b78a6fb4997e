import type { Metadata } from "next";
import { getTranslations, setRequestLocale } from "next-intl/server";
import { adminRead } from "@/app/[locale]/admin/_lib/admin-read";
import { withClientMessages } from "@/components/layout/client-messages";
import { SplitChoice } from "@/components/trips/split-choice";
import { LinkButton } from "@/components/ui/link-button";
import { PageHeader } from "@/components/ui/page-header";
import type { Locale } from "@/i18n/routing";
import { getReservationForAdmin } from "@/server/reservation/queries";
import { requirePermission } from "@/server/shared/context";
import { splitForCustomer } from "./actions";

type Props = { params: Promise<{ locale: Locale; id: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { locale } = await params;
  return { title: (await getTranslations({ locale, namespace: "admin" }))("splitBooking.title") };
}

/** Asks staff who gets a reservation of their own. Opening the page changes nothing. */
async function SplitForCustomerPage({ params }: Props) {
  const { locale, id } = await params;
  setRequestLocale(locale);
  const page = `/admin/reservations/${id}`;
  const booking = await adminRead(`${page}/split`, (ctx) => {
    requirePermission(ctx.actor, "reservation.change");
    return getReservationForAdmin(ctx, id);
  });
  const t = await getTranslations("admin.splitBooking");
  return (
    <div className="grid max-w-3xl grid-cols-1 gap-6">
      <PageHeader title={t("title")} description={t("lead", { locator: booking.locator })} />
      <SplitChoice
        staff
        booking={booking}
        action={splitForCustomer}
        back={
          <LinkButton href={page} variant="secondary">
            {t("back")}
          </LinkButton>
        }
      />
    </div>
  );
}

export default withClientMessages(
  "app/[locale]/admin/reservations/[id]/split/page.tsx",
  SplitForCustomerPage,
);
