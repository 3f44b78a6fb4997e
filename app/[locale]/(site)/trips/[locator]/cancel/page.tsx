import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { choiceOf, creditedOn, offeredRefund, partsOf, scopeOf } from "@/app/_lib/cancel-choice";
import type { RawParams } from "@/app/_lib/http/search-params";
import { contextOfTrip, ownTrip } from "@/app/[locale]/(site)/trips/own-trip";
import { tripOf } from "@/app/[locale]/(site)/trips/trip-of";
import { withClientMessages } from "@/components/layout/client-messages";
import { CancelForm, type CancelScope } from "@/components/trips/cancel-form";
import { CancelParts } from "@/components/trips/cancel-parts";
import { RefundQuote } from "@/components/trips/refund-quote";
import { Alert } from "@/components/ui/alert";
import { LinkButton } from "@/components/ui/link-button";
import { PageHeader } from "@/components/ui/page-header";
import { mileageOfReservation } from "@/server/mileage/queries";
import type { FlightLedgerEntry } from "@/server/mileage/schemas";
import type { BookingView } from "@/server/reservation/queries";
import type { OfferedRefund } from "@/server/reservation/schemas";
import type { RequestContext } from "@/server/shared/context";
import { cancelTrip } from "./actions";
import { Legs } from "./legs";
import { NoOffer } from "./no-offer";

type Props = { params: Promise<{ locator: string }>; searchParams: Promise<RawParams> };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("trips.cancel");
  return { title: t("title"), robots: { index: false } };
}

/** Shows the quote first, then asks. Opening this page cancels nothing. The address may choose a part of the trip. */
async function CancelTripPage({ params, searchParams }: Props) {
  const { locator } = await params;
  const raw = await searchParams;
  const parts = partsOf(raw);
  const locale = await getLocale();
  const booking = await ownTrip(locator, `/trips/${locator}/cancel`);
  const t = await getTranslations("trips.cancel");
  const ctx = await contextOfTrip(locator);
  const [offer, miles] = await Promise.all([
    offeredRefund(ctx, booking.id, parts),
    memberMiles(ctx, booking.id),
  ]);
  const standings = offer.quote?.standings ?? [];
  const scope = scopeOf(booking, offer.quote, parts);
  const back = (
    <LinkButton href={`/trips/${booking.locator}`} variant="secondary">
      {t("back")}
    </LinkButton>
  );
  return (
    <div className="page-width grid grid-cols-1 max-w-3xl gap-6 py-8">
      <PageHeader
        title={t(scope === "REST" ? "startRest" : "title")}
        description={t(leadOf(booking, scope), { locator: booking.locator })}
      />
      {raw.changed !== undefined && (
        <Alert live tone="warning" title={t("refusedTitle")}>
          {t("refused.CONFLICT")}
        </Alert>
      )}
      <Legs booking={booking} standings={standings} />
      {offer.refused === null && (
        <CancelParts {...choiceOf(booking, locale)} parts={parts} errors={offer.errors} />
      )}
      {offer.quote ? (
        <Confirmation booking={booking} quote={offer.quote} miles={miles} scope={scope} back={back} />
      ) : (
        <>
          {offer.refused && <NoOffer reason={offer.refused} status={booking.status} />}
          <div>{back}</div>
        </>
      )}
    </div>
  );
}

/** The miles of a booking; none for a traveller, because they are the member's own business. */
const memberMiles = async (ctx: RequestContext, id: string) =>
  ctx.actor.kind === "TRAVELLER" || ctx.actor.kind === "GUEST" ? [] : mileageOfReservation(ctx, id);

type ConfirmationProps = {
  booking: BookingView;
  quote: OfferedRefund;
  miles: readonly FlightLedgerEntry[];
  scope: CancelScope;
  back: ReactNode;
};

/** The quote, and the button that accepts it. */
function Confirmation({ booking, quote, miles, scope, back }: ConfirmationProps) {
  return (
    <>
      <RefundQuote
        trip={tripOf(booking)}
        quote={quote}
        creditedMiles={creditedOn(booking, quote.givenUp, miles)}
      />
      <CancelForm
        action={cancelTrip}
        back={back}
        locator={booking.locator}
        reservationId={booking.id}
        quoteId={quote.quoteId}
        refundAmount={quote.refundAmount}
        scope={scope}
      />
    </>
  );
}

const leadOf = (booking: BookingView, scope: CancelScope) => {
  if (scope === "PART") return "leadPart";
  return scope === "REST" ? leadOfRest(booking) : "lead";
};

const leadOfRest = ({ segments }: BookingView) =>
  segments.some((leg) => leg.missedAt !== null) ? "leadRestMissed" : "leadRest";

export default withClientMessages("app/[locale]/(site)/trips/[locator]/cancel/page.tsx", CancelTripPage);
