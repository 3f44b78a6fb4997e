import { getLocale, getTranslations } from "next-intl/server";
import { firstValues, type RawParams } from "@/app/_lib/http/search-params";
import { loadSeatMap } from "@/app/_lib/seat-map";
import { heldBooking } from "@/app/[locale]/(site)/book/[reservationId]/own-booking";
import { stepMetadata } from "@/app/[locale]/(site)/book/[reservationId]/step-metadata";
import { stepHref } from "@/components/booking/booking-links";
import { BookingShell } from "@/components/booking/booking-shell";
import { HoldEnded } from "@/components/booking/hold-ended";
import { needsOneSeat, passengersOn } from "@/components/booking/passenger-rules";
import { SeatOutcome } from "@/components/booking/seat-outcome";
import { SeatPicker } from "@/components/booking/seat-picker";
import { SeatTogether } from "@/components/booking/seat-together";
import { SegmentTabs } from "@/components/booking/segment-tabs";
import { withClientMessages } from "@/components/layout/client-messages";
import { QueryProvider } from "@/components/query/query-provider";
import { LinkButton } from "@/components/ui/link-button";
import { LinkPending } from "@/components/ui/link-pending";
import { redirect } from "@/i18n/navigation";
import type { BookingView } from "@/server/reservation/schemas";
import { chooseSeat, seatTogether } from "./actions";

type Props = { params: Promise<{ reservationId: string }>; searchParams: Promise<RawParams> };

export const generateMetadata = async (props: Props) =>
  stepMetadata(firstValues(await props.searchParams).segment === "1" ? "seatsBack" : "seats", props);

async function SeatsPage({ params, searchParams }: Props) {
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
  const t = await getTranslations("booking.titles");
  return (
    <BookingShell
      step="seats"
      title={booking.segments.length > 1 ? t(segment.position === 0 ? "seatsOut" : "seatsBack") : undefined}
      booking={booking}
    >
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
        <QueryProvider state={state}>
          <SeatPicker
            key={segment.position}
            reservationId={booking.id}
            segment={segment.position}
            passengers={passengers}
            initial={map}
            chooseSeat={chooseSeat}
            onward={onwardFrom(booking, segment.position)}
          />
        </QueryProvider>
        <SkipSeats booking={booking} />
      </div>
    </BookingShell>
  );
}

/** To the seats of the next flight, or to the review. */
function onwardFrom(booking: BookingView, position: number) {
  const next = booking.segments[position + 1];
  const href = next
    ? `${stepHref(booking.id, "seats")}?segment=${next.position}`
    : stepHref(booking.id, "review");
  return { totalAmount: booking.totalAmount, href, isLast: !next };
}

/** Seats may be chosen after the payment. */
async function SkipSeats({ booking }: { booking: BookingView }) {
  const t = await getTranslations("booking");
  return (
    <LinkButton href={stepHref(booking.id, "review")} variant="quiet" className="justify-self-end">
      {t("skipSeats")}
      <LinkPending />
    </LinkButton>
  );
}

export default withClientMessages("app/[locale]/(site)/book/[reservationId]/seats/page.tsx", SeatsPage);
