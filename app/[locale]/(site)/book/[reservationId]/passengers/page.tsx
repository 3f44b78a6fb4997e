import { sameSearchHref } from "@/components/booking/booking-links";
import { BookingShell } from "@/components/booking/booking-shell";
import { HoldEnded } from "@/components/booking/hold-ended";
import { ruleOf } from "@/components/booking/passenger-rule";
import { PassengersForm } from "@/components/booking/passengers-form";
import { PriceChange } from "@/components/booking/price-change";
import { ReleaseHold } from "@/components/booking/release-hold";
import { firstValues, type RawParams } from "@/components/search/search-url";
import { passengerRules } from "@/server/reservation/queries";
import { formatPhone } from "@/server/reservation/schemas";
import { heldBooking, isLive } from "../own-booking";
import { giveUpHold } from "../release";
import { savePassengers } from "./actions";

type Props = { params: Promise<{ reservationId: string }>; searchParams: Promise<RawParams> };

export default async function PassengersPage({ params, searchParams }: Props) {
  const { reservationId } = await params;
  const booking = await heldBooking(reservationId, "passengers");
  if (!isLive(booking)) return <HoldEnded booking={booking} />;
  const [rules, asked] = await Promise.all([passengerRules(), searchParams]);
  const rule = ruleOf(booking, rules);
  const before = Number(firstValues(asked).before);
  return (
    <BookingShell step="passengers" booking={booking}>
      {Number.isSafeInteger(before) && before > 0 && before !== booking.totalAmount && (
        <PriceChange booking={booking} rule={rule} before={before} />
      )}
      <PassengersForm
        rule={rule}
        reservationId={booking.id}
        passengers={booking.passengers}
        contact={{ email: booking.contactEmail, phone: formatPhone(booking.contactPhone ?? "") }}
        action={savePassengers}
      />
      <ReleaseHold reservationId={booking.id} back={sameSearchHref(booking)} action={giveUpHold} />
    </BookingShell>
  );
}
