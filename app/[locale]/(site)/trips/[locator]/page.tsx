import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { firstValues, type RawParams } from "@/app/_lib/http/search-params";
import { contextOfTrip } from "@/app/[locale]/(site)/trips/own-trip";
import { isCancelledInPart, refundsOf, tripOf } from "@/app/[locale]/(site)/trips/trip-of";
import { lacksSeats } from "@/components/booking/passenger-rules";
import { Itinerary } from "@/components/flight/itinerary";
import { routeText } from "@/components/flight/route-text";
import { withClientMessages } from "@/components/layout/client-messages";
import { ContactSummary } from "@/components/trips/contact-summary";
import { KeepFresh } from "@/components/trips/keep-fresh";
import { Papers } from "@/components/trips/papers";
import { PassengerList } from "@/components/trips/passenger-list";
import { RefundSummary } from "@/components/trips/refund-summary";
import { ReleaseForm } from "@/components/trips/release-form";
import { shownStatus } from "@/components/trips/shown-status";
import { StatusBadge } from "@/components/trips/status-badge";
import { TripState } from "@/components/trips/trip-state";
import { Alert } from "@/components/ui/alert";
import { CopyButton } from "@/components/ui/copy-button";
import { LinkButton } from "@/components/ui/link-button";
import { PageHeader } from "@/components/ui/page-header";
import { refundsOfReservation } from "@/server/payment/queries";
import type { BookingView } from "@/server/reservation/queries";
import { isFlown } from "@/server/reservation/schemas";
import { giveUpHold } from "./actions";
import { CalendarLink } from "./calendar-link";
import { ChangeLink, ChangeNotices } from "./change/change-notices";
import { tripAndChange } from "./change/pending-trip";
import { OrderNotes, PassengerActions } from "./order-notes";
import { HistoryPanel, MessagesPanel, MilesPanel, PaymentPanel } from "./panels";
import { TripMap } from "./trip-map";
import { VisitorBar } from "./visitor-bar";

type Props = { params: Promise<{ locator: string }>; searchParams: Promise<RawParams> };

export async function generateMetadata({ params }: Pick<Props, "params">): Promise<Metadata> {
  const t = await getTranslations("trips");
  const { locator } = await params;
  return { title: `${t("locator")} ${locator}`, robots: { index: false } };
}

async function TripPage({ params, searchParams }: Props) {
  const { locator } = await params;
  const asked = firstValues(await searchParams);
  const saved = { seats: asked.seats === "saved", contact: asked.contact === "saved" };
  const partCancelled = asked.cancelled === "part";
  const { booking, charging, pending } = await tripAndChange(locator);
  const ctx = await contextOfTrip(locator);
  const { kind } = ctx.actor;
  const isMember = kind !== "TRAVELLER" && kind !== "GUEST";
  const refunds = refundsOf(booking, await refundsOfReservation(ctx, booking.id));
  const trip = tripOf(booking);
  const isSettling =
    [charging, saved.seats, saved.contact, partCancelled].includes(true) ||
    asked.changed !== undefined ||
    pending?.state === "PROCESSING";
  return (
    <div className="page-width grid grid-cols-1 gap-6 py-8">
      <TripHead booking={booking} charging={charging} isChanging={pending !== null} />
      <TripState trip={shownState(booking, charging)} release={<Release booking={booking} />} />
      <VisitorBar kind={kind} reservationId={booking.id} />
      <ChangeNotices booking={booking} pending={pending} asked={asked} />
      <Saved {...saved} />
      {partCancelled && booking.status === "CREATED" && <PartCancelled />}
      <OrderNotes booking={booking} done={asked} />
      {isSettling && <KeepFresh />}
      <div className="grid items-start gap-6 lg:grid-cols-[minmax(0,5fr)_minmax(0,3fr)]">
        <div className="grid gap-6">
          <Itinerary segments={trip.segments} action={<CalendarLink booking={booking} />} />
          <PassengerList trip={trip} actions={<PassengerActions booking={booking} />} />
          <TripMap segments={trip.segments} />
          <Papers booking={booking} />
          {isMember && <HistoryPanel booking={booking} />}
        </div>
        <div className="grid gap-6">
          <Refunds booking={booking} refunds={refunds} />
          <PaymentPanel ctx={ctx} booking={booking} charging={charging} />
          <ContactSummary booking={booking} />
          {isMember && (
            <>
              <MilesPanel booking={booking} refunds={refunds} />
              <MessagesPanel booking={booking} />
            </>
          )}
        </div>
      </div>
    </div>
  );
}

const shownState = (booking: BookingView, charging: boolean) => ({
  ...booking,
  charging,
  inPart: isCancelledInPart(booking),
  missed: tripOf(booking).segments.some((leg) => leg.missed),
});

function Refunds({ booking, refunds }: { booking: BookingView; refunds: ReturnType<typeof refundsOf> }) {
  const { paidAmount, refundedAmount, status } = booking;
  const sums = { paidAmount, refundAmount: refundedAmount, inPart: isCancelledInPart(booking) };
  if (status !== "CANCELLED" && refunds.length === 0) return null;
  return (
    <RefundSummary
      cancelled={status === "CANCELLED" ? sums : null}
      waivedAmount={booking.waivedAmount}
      refunds={refunds}
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

async function Saved(saved: { seats: boolean; contact: boolean }) {
  const t = await getTranslations("trips");
  const what = saved.seats ? "seats" : saved.contact ? "contact" : null;
  return what && <Alert live tone="positive" title={t(`${what}.saved`)} />;
}

async function PartCancelled() {
  const t = await getTranslations("trips.partCancelled");
  return (
    <Alert live tone="positive" title={t("title")}>
      {t("text")}
    </Alert>
  );
}

async function TripHead({
  booking,
  charging,
  isChanging,
}: {
  booking: BookingView;
  charging: boolean;
  /** A change of its flights waits for its payment. */
  isChanging: boolean;
}) {
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
          {!isChanging && <ChangeLink booking={booking} />}
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

export default withClientMessages("app/[locale]/(site)/trips/[locator]/page.tsx", TripPage);
