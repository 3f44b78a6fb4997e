import { getRequestContext } from "@/app/_lib/auth/session";
import { KeepFresh } from "@/components/trips/keep-fresh";
import { MilesSummary } from "@/components/trips/miles-summary";
import { SentMessages } from "@/components/trips/sent-messages";
import { TripHistory } from "@/components/trips/trip-history";
import type { RefundRow } from "@/components/trips/types";
import { historyOfReservation } from "@/server/history/queries";
import { mileageOfReservation } from "@/server/mileage/queries";
import { messagesOfReservation } from "@/server/notification/queries";
import type { BookingView } from "@/server/reservation/queries";
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
