import { getRequestContext } from "@/app/_lib/auth/session";
import { feesOf } from "@/app/[locale]/(site)/trips/trip-of";
import { KeepFresh } from "@/components/trips/keep-fresh";
import { MilesSummary } from "@/components/trips/miles-summary";
import { PaymentSummary } from "@/components/trips/payment-summary";
import { SentMessages } from "@/components/trips/sent-messages";
import { shownStatus } from "@/components/trips/shown-status";
import { TripHistory } from "@/components/trips/trip-history";
import type { RefundRow } from "@/components/trips/types";
import { historyOfReservation } from "@/server/history/queries";
import { mileageOfReservation } from "@/server/mileage/queries";
import { messagesOfReservation } from "@/server/notification/queries";
import { paymentsOfReservation } from "@/server/payment/queries";
import type { BookingView } from "@/server/reservation/queries";
import type { RequestContext } from "@/server/shared/context";
import { isUnderWay, milesState } from "./under-way";

/** The miles of a booking. While miles or a refund are still expected, the page renders itself afresh. */
export async function MilesPanel({
  booking,
  refunds,
}: {
  booking: BookingView;
  refunds: readonly RefundRow[];
}) {
  const miles = await mileageOfReservation(await getRequestContext(), booking.id);
  return (
    <>
      {isUnderWay(booking, miles, refunds) && <KeepFresh />}
      <MilesSummary entries={miles} empty={milesState(booking)} />
    </>
  );
}

export async function MessagesPanel({ booking }: { booking: BookingView }) {
  return <SentMessages messages={await messagesOfReservation(await getRequestContext(), booking.id)} />;
}

/** The events of a booking, without the messages: these have their own panel. */
export async function HistoryPanel({ booking }: { booking: BookingView }) {
  const entries = await historyOfReservation(await getRequestContext(), booking.id);
  return <TripHistory entries={entries.filter((entry) => entry.category !== "MESSAGE")} />;
}

/** The price of a booking with the fees of its changes, and when it was paid. */
export async function PaymentPanel({
  ctx,
  booking,
  charging,
}: {
  ctx: RequestContext;
  booking: BookingView;
  charging: boolean;
}) {
  const payments = await paymentsOfReservation(ctx, booking.id);
  return (
    <PaymentSummary
      status={shownStatus(booking, charging)}
      lines={booking.priceLines}
      feesAmount={feesOf(booking)}
      totalAmount={booking.totalAmount}
      paidIn={booking.splitFrom?.locator ?? null}
      paidAt={payments.find((payment) => payment.capturedAt)?.capturedAt ?? null}
    />
  );
}
