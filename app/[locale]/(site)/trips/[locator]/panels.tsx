import { KeepFresh } from "@/components/trips/keep-fresh";
import { MilesSummary } from "@/components/trips/miles-summary";
import { SentMessages } from "@/components/trips/sent-messages";
import { TripHistory } from "@/components/trips/trip-history";
import type { RefundRow } from "@/components/trips/types";
import { historyOfReservation } from "@/server/history/queries";
import { mileageOfReservation } from "@/server/mileage/queries";
import { messagesOfReservation } from "@/server/notification/queries";
import type { BookingView } from "@/server/reservation/queries";
import { milesState, stillMoving } from "./under-way";

/** The miles of a booking; while they or a refund are under way, the page renews itself. */
export async function MilesPanel({
  booking,
  refunds,
}: {
  booking: BookingView;
  refunds: readonly RefundRow[];
}) {
  const miles = await mileageOfReservation(booking.id);
  return (
    <>
      {stillMoving(booking, miles, refunds) && <KeepFresh />}
      <MilesSummary entries={miles} empty={milesState(booking)} />
    </>
  );
}

export async function MessagesPanel({ booking }: { booking: BookingView }) {
  return <SentMessages messages={await messagesOfReservation(booking.id)} />;
}

/** What happened, without the messages: they have their own panel. */
export async function HistoryPanel({ booking }: { booking: BookingView }) {
  const entries = await historyOfReservation(booking.id);
  return <TripHistory entries={entries.filter((entry) => entry.category !== "MESSAGE")} />;
}
