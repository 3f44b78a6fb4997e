import { HydrationBoundary } from "@tanstack/react-query";
import { getLocale, getTranslations } from "next-intl/server";
import { firstValues, type RawParams } from "@/app/_lib/http/search-params";
import { loadSeatMap } from "@/app/_lib/seat-map";
import { heldBooking } from "@/app/[locale]/(site)/book/[reservationId]/own-booking";
import { stepHref } from "@/components/booking/booking-links";
import { BookingShell } from "@/components/booking/booking-shell";
import { HoldEnded } from "@/components/booking/hold-ended";
import { needsOneSeat, passengersOn } from "@/components/booking/passenger-rules";
import { SeatOutcome } from "@/components/booking/seat-outcome";
import { SeatPicker } from "@/components/booking/seat-picker";
import { SeatTogether } from "@/components/booking/seat-together";
import { SegmentTabs } from "@/components/booking/segment-tabs";
import { LinkButton } from "@/components/ui/link-button";
import { LinkPending } from "@/components/ui/link-pending";
import { redirect } from "@/i18n/navigation";
import type { BookingView } from "@/server/reservation/schemas";
import { chooseSeat, seatTogether } from "./actions";

type Props = { params: Promise<{ reservationId: string }>; searchParams: Promise<RawParams> };

export default async function SeatsPage({ params, searchParams }: Props) {
  const { reservationId } = await params;
  const booking = await heldBooking(reservationId, "seats");
  if (!booking.can.chooseSeats.allowed) return <HoldEnded booking={booking} />;
  if (!booking.passengersComplete)
    return redirect({ href: stepHref(booking.id, "passengers"), locale: await getLocale() });
  const asked = firstValues(await searchParams);
  const segment = booking.segments[Number(asked.segment ?? 0)] ?? booking.segments[0];
  if (!segment) throw new Error(`Reservation ${booking.id} has no flights`);
  const { map, state } = await loadSeatMap(booking.id, segment.position);
  const passengers = passengersOn(booking, segment.position);
  const alone = needsOneSeat(passengers);
  return (
    <BookingShell step="seats" booking={booking}>
      <div className="grid grid-cols-1 gap-5">
        <SegmentTabs
          page={stepHref(booking.id, "seats")}
          segments={booking.segments}
          current={segment.position}
        />
        <SeatOutcome alone={alone} />
        <SeatTogether
          of={{ reservationId: booking.id, segment: segment.position }}
          alone={alone}
          action={seatTogether}
        />
        <HydrationBoundary state={state}>
          <SeatPicker
            key={segment.position}
            reservationId={booking.id}
            segment={segment.position}
            passengers={passengers}
            initial={map}
            chooseSeat={chooseSeat}
          />
        </HydrationBoundary>
        <Onward booking={booking} position={segment.position} />
      </div>
    </BookingShell>
  );
}

/** To the next flight or the review; seats may be skipped. */
async function Onward({ booking, position }: { booking: BookingView; position: number }) {
  const t = await getTranslations("booking");
  const next = booking.segments[position + 1];
  const review = stepHref(booking.id, "review");
  return (
    <div className="flex flex-wrap justify-end gap-3">
      <LinkButton href={review} variant="quiet" size="lg">
        {t("skipSeats")}
        <LinkPending />
      </LinkButton>
      <LinkButton
        href={next ? `${stepHref(booking.id, "seats")}?segment=${next.position}` : review}
        size="lg"
      >
        {next ? t("nextFlight") : t("toReview")}
        <LinkPending />
      </LinkButton>
    </div>
  );
}
