import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { getRequestContext } from "@/app/_lib/auth/session";
import { firstValues, type RawParams } from "@/app/_lib/http/search-params";
import { tripAndCharge } from "@/app/[locale]/(site)/trips/own-trip";
import { isCancelledInPart, refundsOf, tripOf } from "@/app/[locale]/(site)/trips/trip-of";
import { lacksSeats } from "@/components/booking/passenger-rules";
import { Itinerary } from "@/components/flight/itinerary";
import { routeText } from "@/components/flight/route-text";
import { KeepFresh } from "@/components/trips/keep-fresh";
import { PassengerList } from "@/components/trips/passenger-list";
import { PaymentSummary } from "@/components/trips/payment-summary";
import { RefundSummary } from "@/components/trips/refund-summary";
import { ReleaseForm } from "@/components/trips/release-form";
import { shownStatus } from "@/components/trips/shown-status";
import { StatusBadge } from "@/components/trips/status-badge";
import { TripState } from "@/components/trips/trip-state";
import { Alert } from "@/components/ui/alert";
import { CopyButton } from "@/components/ui/copy-button";
import { LinkButton } from "@/components/ui/link-button";
import { PageHeader } from "@/components/ui/page-header";
import { paymentsOfReservation, refundsOfReservation } from "@/server/payment/queries";
import type { BookingView } from "@/server/reservation/queries";
import { isFlown } from "@/server/reservation/schemas";
import { giveUpHold } from "./actions";
import { HistoryPanel, MessagesPanel, MilesPanel } from "./panels";

type Props = { params: Promise<{ locator: string }>; searchParams: Promise<RawParams> };

export async function generateMetadata({ params }: Pick<Props, "params">): Promise<Metadata> {
  const t = await getTranslations("trips");
  const { locator } = await params;
  return { title: `${t("locator")} ${locator}`, robots: { index: false } };
}

export default async function TripPage({ params, searchParams }: Props) {
  const { locator } = await params;
  const { seats, cancelled: justCancelled } = firstValues(await searchParams);
  const seatsSaved = seats === "saved";
  const partCancelled = justCancelled === "part";
  const { booking, charging } = await tripAndCharge(locator);
  const refunds = refundsOf(booking, await refundsOfReservation(await getRequestContext(), booking.id));
  const trip = tripOf(booking);
  const cancelled = booking.status === "CANCELLED";
  const inPart = isCancelledInPart(booking);
  return (
    <div className="page-width grid grid-cols-1 gap-6 py-8">
      <TripHead booking={booking} charging={charging} />
      <TripState
        trip={{ ...booking, charging, inPart, missed: trip.segments.some((leg) => leg.missed) }}
        release={<Release booking={booking} />}
      />
      {seatsSaved && <SeatsSaved />}
      {partCancelled && booking.status === "CREATED" && <PartCancelled />}
      {(charging || seatsSaved || partCancelled) && <KeepFresh />}
      <div className="grid items-start gap-6 lg:grid-cols-[minmax(0,5fr)_minmax(0,3fr)]">
        <div className="grid gap-6">
          <Itinerary segments={trip.segments} />
          <PassengerList trip={trip} />
          <HistoryPanel booking={booking} />
        </div>
        <div className="grid gap-6">
          {(cancelled || refunds.length > 0) && (
            <RefundSummary
              cancelled={
                cancelled
                  ? { paidAmount: booking.paidAmount, refundAmount: booking.refundedAmount, inPart }
                  : null
              }
              refunds={refunds}
            />
          )}
          <Payment booking={booking} charging={charging} />
          <MilesPanel booking={booking} refunds={refunds} />
          <MessagesPanel booking={booking} />
        </div>
      </div>
    </div>
  );
}

async function Payment({ booking, charging }: { booking: BookingView; charging: boolean }) {
  const payments = await paymentsOfReservation(await getRequestContext(), booking.id);
  return (
    <PaymentSummary
      status={shownStatus(booking, charging)}
      lines={booking.priceLines}
      totalAmount={booking.totalAmount}
      paidAt={payments.find((payment) => payment.capturedAt)?.capturedAt ?? null}
    />
  );
}

async function Release({ booking }: { booking: BookingView }) {
  const t = await getTranslations("trips.hold");
  return (
    <ReleaseForm
      action={giveUpHold}
      locator={booking.locator}
      reservationId={booking.id}
      label={t("release")}
      hint={t("releaseHint")}
      refusals={{
        PAYMENT_IN_PROGRESS: t("releaseWhilePaying"),
        PAYMENT_UNAVAILABLE: t("releaseUnknown"),
        NO_ANSWER: t("releaseNoAnswer"),
        OTHER: t("releaseFailed"),
      }}
    />
  );
}

async function SeatsSaved() {
  const t = await getTranslations("trips.seats");
  return <Alert live tone="positive" title={t("saved")} />;
}

async function PartCancelled() {
  const t = await getTranslations("trips.partCancelled");
  return (
    <Alert live tone="positive" title={t("title")}>
      {t("text")}
    </Alert>
  );
}

async function TripHead({ booking, charging }: { booking: BookingView; charging: boolean }) {
  const t = await getTranslations("trips");
  const locale = await getLocale();
  return (
    <PageHeader
      title={routeText(booking.segments, locale)}
      description={
        <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <StatusBadge status={shownStatus(booking, charging)} />
          <span className="inline-flex items-center gap-1">
            {t("locator")} <strong className="text-lg tracking-wider text-ink">{booking.locator}</strong>
            <CopyButton text={booking.locator} what={t("locator")} />
          </span>
        </span>
      }
      actions={
        <>
          {booking.can.changeSeatsOn.some(({ allowed }) => allowed) && (
            <LinkButton href={`/trips/${booking.locator}/seats`} variant="secondary">
              {t(lacksSeats(booking) ? "seats.choose" : "seats.change")}
            </LinkButton>
          )}
          {booking.can.cancel.allowed && (
            // The page makes a quote when it is opened: no prefetch.
            <LinkButton href={`/trips/${booking.locator}/cancel`} variant="secondary" prefetch={false}>
              {t(
                booking.segments.some((leg) =>
                  isFlown({ ...leg, missed: leg.missedAt !== null }, booking.now),
                )
                  ? "cancel.startRest"
                  : "cancel.start",
              )}
            </LinkButton>
          )}
        </>
      }
    />
  );
}
