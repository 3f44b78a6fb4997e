import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { z } from "zod";
import { getRequestContext } from "@/app/_lib/auth/session";
import type { RawParams } from "@/app/_lib/http/search-params";
import { ownTrip } from "@/app/[locale]/(site)/trips/own-trip";
import { tripOf } from "@/app/[locale]/(site)/trips/trip-of";
import { romanName } from "@/components/booking/passenger-rules";
import { legText } from "@/components/flight/route-text";
import { ClientMessages } from "@/components/layout/client-messages";
import { CancelForm, type CancelScope } from "@/components/trips/cancel-form";
import { CancelParts, type Part, type Parts } from "@/components/trips/cancel-parts";
import { RefundQuote } from "@/components/trips/refund-quote";
import { Alert } from "@/components/ui/alert";
import { LinkButton } from "@/components/ui/link-button";
import { PageHeader } from "@/components/ui/page-header";
import { mileageOfReservation } from "@/server/mileage/queries";
import type { FlightLedgerEntry } from "@/server/mileage/schemas";
import { quoteRefundOf } from "@/server/reservation";
import type { BookingView } from "@/server/reservation/queries";
import { isFlown, type OfferedRefund } from "@/server/reservation/schemas";
import type { Locale } from "@/server/shared/airline";
import { AppError } from "@/server/shared/errors";
import { cancelTrip } from "./actions";
import { Legs } from "./legs";
import { NoOffer } from "./no-offer";

type Props = { params: Promise<{ locator: string }>; searchParams: Promise<RawParams> };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("trips.cancel");
  return { title: t("title"), robots: { index: false } };
}

/** Shows the quote first, then asks. Opening this page cancels nothing. The address may choose a part of the trip. */
export default async function CancelTripPage({ params, searchParams }: Props) {
  const { locator } = await params;
  const raw = await searchParams;
  const parts = partsOf(raw);
  const locale = await getLocale();
  const booking = await ownTrip(locator, `/trips/${locator}/cancel`);
  const t = await getTranslations("trips.cancel");
  const ctx = await getRequestContext();
  const [offer, miles] = await Promise.all([
    offeredRefund(booking.id, parts),
    mileageOfReservation(ctx, booking.id),
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
      <ClientMessages namespaces={["trips"]}>
        <CancelForm
          action={cancelTrip}
          back={back}
          locator={booking.locator}
          reservationId={booking.id}
          quoteId={quote.quoteId}
          refundAmount={quote.refundAmount}
          scope={scope}
        />
      </ClientMessages>
    </>
  );
}

/** The chosen passengers and flights; null when the address chooses nothing. Texts that are no ids are left out. */
function partsOf(raw: RawParams): Parts {
  if (raw.part === undefined) return null;
  const ids = (name: string) => [raw[name] ?? []].flat().filter((text) => z.uuid().safeParse(text).success);
  return { passengers: ids("passenger"), segments: ids("flight") };
}

/** The passengers and the flights that can still be given up. */
function choiceOf(
  { passengers, segments, now }: BookingView,
  locale: Locale,
): Record<"passengers" | "flights", Part[]> {
  return {
    passengers: passengers.map((each) => ({ id: each.id, label: romanName(each) ?? "" })),
    flights: segments
      .filter((leg) => !isFlown({ ...leg, missed: leg.missedAt !== null }, now))
      .map((leg) => ({ id: leg.id, label: `${leg.designator} · ${legText(leg, locale)}` })),
  };
}

function scopeOf({ segments, now }: BookingView, quote: OfferedRefund | null, parts: Parts): CancelScope {
  if (quote ? !quote.whole : parts !== null) return "PART";
  const anyFlown = segments.some((leg) => isFlown({ ...leg, missed: leg.missedAt !== null }, now));
  return anyFlown ? "REST" : "ALL";
}

const leadOf = (booking: BookingView, scope: CancelScope) => {
  if (scope === "PART") return "leadPart";
  return scope === "REST" ? leadOfRest(booking) : "lead";
};

const leadOfRest = ({ segments }: BookingView) =>
  segments.some((leg) => leg.missedAt !== null) ? "leadRestMissed" : "leadRest";

/** The miles that were credited for these flights of these passengers. */
const creditedOn = (
  { segments, passengers }: BookingView,
  givenUp: OfferedRefund["givenUp"],
  ledger: readonly FlightLedgerEntry[],
): number =>
  ledger
    .filter(({ segmentId, passengerId }) =>
      givenUp.some(
        ({ segmentIndex, passengerIndex }) =>
          segments[segmentIndex]?.id === segmentId && passengers[passengerIndex]?.id === passengerId,
      ),
    )
    .reduce((sum, { miles }) => sum + miles, 0);

type Offer = {
  quote: OfferedRefund | null;
  /** Why there can be no quote at all: the booking cannot be cancelled (any more), or too many quotes were asked for. */
  refused: "NOT_CANCELLABLE" | "RATE_LIMITED" | null;
  /** What is wrong with the choice, by field. */
  errors: Readonly<Record<string, string>>;
};

async function offeredRefund(reservationId: string, parts: Parts): Promise<Offer> {
  try {
    const quote = await quoteRefundOf(await getRequestContext(), { reservationId, ...parts });
    return { quote, refused: null, errors: {} };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    if (error.code === "NOT_CANCELLABLE" || error.code === "RATE_LIMITED")
      return { quote: null, refused: error.code, errors: {} };
    if (error.code === "INVALID_INPUT" && parts !== null)
      return { quote: null, refused: null, errors: error.details.fieldErrors ?? {} };
    throw error;
  }
}
