import type { Metadata } from "next";
import { getTranslations, setRequestLocale } from "next-intl/server";
import { firstValues, type RawParams } from "@/app/_lib/http/search-params";
import { adminRead } from "@/app/[locale]/admin/_lib/admin-read";
import { withClientMessages } from "@/components/layout/client-messages";
import { NameCorrection } from "@/components/trips/name-correction";
import { Alert } from "@/components/ui/alert";
import { LinkButton } from "@/components/ui/link-button";
import { PageHeader } from "@/components/ui/page-header";
import type { Locale } from "@/i18n/routing";
import { getReservationForAdmin } from "@/server/reservation/queries";
import { correctionForCustomer } from "@/server/reservation/schemas";
import { requirePermission } from "@/server/shared/context";
import { correctNameForCustomer } from "./actions";

type Props = { params: Promise<{ locale: Locale; id: string }>; searchParams: Promise<RawParams> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { locale } = await params;
  return { title: (await getTranslations({ locale, namespace: "admin" }))("correctName.title") };
}

/** Asks staff whose name is to be corrected, for the right spelling, and for the reason. Opening the page changes nothing. */
async function CorrectNameForCustomerPage({ params, searchParams }: Props) {
  const { locale, id } = await params;
  setRequestLocale(locale);
  const { passenger } = firstValues(await searchParams);
  const page = `/admin/reservations/${id}`;
  const booking = await adminRead(`${page}/name`, (ctx) => {
    requirePermission(ctx.actor, "reservation.change");
    return getReservationForAdmin(ctx, id);
  });
  const rule = correctionForCustomer(booking, booking.can.correctName, booking.now);
  const [t, own] = [await getTranslations("trips.name"), await getTranslations("admin.correctName")];
  const back = (
    <LinkButton href={page} variant="secondary">
      {own("back")}
    </LinkButton>
  );
  return (
    <div className="grid max-w-3xl grid-cols-1 gap-6">
      <PageHeader title={own("title")} description={own("lead", { locator: booking.locator })} />
      {rule.allowed ? (
        <NameCorrection
          staff={{ needsReason: rule.needsReason }}
          booking={booking}
          passengerId={passenger}
          page={`${page}/name`}
          action={correctNameForCustomer}
          back={back}
        />
      ) : (
        <>
          <Alert tone="warning" title={t("notPossibleTitle")}>
            {t(`notPossible.${rule.reason}`)}
          </Alert>
          <div>{back}</div>
        </>
      )}
    </div>
  );
}

export default withClientMessages(
  "app/[locale]/admin/reservations/[id]/name/page.tsx",
  CorrectNameForCustomerPage,
);
