import { sameSearchHref } from "@/components/booking/booking-links";
import { BookingShell } from "@/components/booking/booking-shell";
import { HoldEnded } from "@/components/booking/hold-ended";
import { PassengersForm } from "@/components/booking/passengers-form";
import { ReleaseHold } from "@/components/booking/release-hold";
import { heldBooking, isLive } from "../own-booking";
import { giveUpHold } from "../release";
import { savePassengers } from "./actions";

export default async function PassengersPage({ params }: { params: Promise<{ reservationId: string }> }) {
  const { reservationId } = await params;
  const booking = await heldBooking(reservationId, "passengers");
  if (!isLive(booking)) return <HoldEnded booking={booking} />;
  return (
    <BookingShell step="passengers" booking={booking}>
      <PassengersForm
        reservationId={booking.id}
        passengers={booking.passengers}
        contact={{ email: booking.contactEmail, phone: booking.contactPhone ?? "" }}
        action={savePassengers}
      />
      <ReleaseHold reservationId={booking.id} back={sameSearchHref(booking)} action={giveUpHold} />
    </BookingShell>
  );
}
