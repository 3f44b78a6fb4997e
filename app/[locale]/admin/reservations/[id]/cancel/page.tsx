import type { Metadata } from "next";
import { getTranslations, setRequestLocale } from "next-intl/server";
import { choiceOf, creditedOn, offeredRefund, partsOf, scopeOf } from "@/app/_lib/cancel-choice";
import type { RawParams } from "@/app/_lib/http/search-params";
import { Legs } from "@/app/[locale]/(site)/trips/[locator]/cancel/legs";
import { NoOffer } from "@/app/[locale]/(site)/trips/[locator]/cancel/no-offer";
import { tripOf } from "@/app/[locale]/(site)/trips/trip-of";
import { adminRead } from "@/app/[locale]/admin/_lib/admin-read";
import { StaffQuote } from "@/components/admin/reservations/staff-quote";
import { withClientMessages } from "@/components/layout/client-messages";
import { CancelParts, type Parts } from "@/components/trips/cancel-parts";
import { Alert } from "@/components/ui/alert";
import { LinkButton } from "@/components/ui/link-button";
import { PageHeader } from "@/components/ui/page-header";
import type { Locale } from "@/i18n/routing";
import { mileageOfReservation } from "@/server/mileage/queries";
import { getReservationForAdmin } from "@/server/reservation/queries";
import { actorId, hasPermission, type RequestContext } from "@/server/shared/context";
import { answerRefundForm } from "./actions";

type Props = { params: Promise<{ locale: Locale; id: string }>; searchParams: Promise<RawParams> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { locale } = await params;
  return { title: (await getTranslations({ locale, namespace: "admin" }))("cancelBooking.title") };
}

async function read(ctx: RequestContext, id: string, parts: Parts) {
  const stored = await getReservationForAdmin(ctx, id);
  const booking = { ...stored, status: stored.currentStatus };
  const [offer, miles] = await Promise.all([
    offeredRefund(ctx, booking.id, parts),
    mileageOfReservation(ctx, booking.id),
  ]);
  const mayWaive = hasPermission(ctx.actor, "fee.waive") && booking.customerId !== actorId(ctx.actor);
  return { booking, offer, miles, mayWaive };
}

/** Quotes the cancellation of a customer's reservation, or a part of it, for staff. Opening the page cancels nothing. */
async function CancelForCustomerPage({ params, searchParams }: Props) {
  const { locale, id } = await params;
  setRequestLocale(locale);
  const raw = await searchParams;
  const parts = partsOf(raw);
  const page = `/admin/reservations/${id}`;
  const found = await adminRead(`${page}/cancel`, (ctx) => read(ctx, id, parts));
  const { booking, offer, miles, mayWaive } = found;
  const t = await getTranslations("admin.cancelBooking");
  const back = (
    <LinkButton href={page} variant="secondary">
      {t("back")}
    </LinkButton>
  );
  return (
    <div className="grid max-w-3xl grid-cols-1 gap-6">
      <PageHeader title={t("title")} description={t("lead", { locator: booking.locator })} />
      {raw.changed !== undefined && (
        <Alert live tone="warning" title={t("changedTitle")}>
          {t("changed")}
        </Alert>
      )}
      <Legs booking={booking} standings={offer.quote?.standings ?? []} />
      {offer.refused === null && (
        <CancelParts {...choiceOf(booking, locale)} parts={parts} errors={offer.errors} />
      )}
      {offer.quote ? (
        <StaffQuote
          key={booking.version}
          trip={tripOf(booking)}
          quote={offer.quote}
          creditedMiles={creditedOn(booking, offer.quote.givenUp, miles)}
          of={{ reservationId: booking.id, parts, scope: scopeOf(booking, offer.quote, parts) }}
          mayWaive={mayWaive}
          action={answerRefundForm}
          back={back}
        />
      ) : (
        <>
          {offer.refused && <NoOffer staff reason={offer.refused} status={booking.status} />}
          <div>{back}</div>
        </>
      )}
    </div>
  );
}

export default withClientMessages(
  "app/[locale]/admin/reservations/[id]/cancel/page.tsx",
  CancelForCustomerPage,
);
