import { dehydrate, HydrationBoundary, QueryClient } from "@tanstack/react-query";
import { Users } from "lucide-react";
import { getLocale, getTranslations } from "next-intl/server";
import { getRequestContext } from "@/app/_lib/session";
import { stepHref } from "@/components/booking/booking-links";
import { BookingShell } from "@/components/booking/booking-shell";
import { HoldEnded } from "@/components/booking/hold-ended";
import { seatMapKey } from "@/components/booking/seat-map-query";
import { SeatOutcome } from "@/components/booking/seat-outcome";
import { SeatPicker } from "@/components/booking/seat-picker";
import { SegmentTabs } from "@/components/booking/segment-tabs";
import { firstValues, type RawParams } from "@/components/search/search-url";
import { LinkButton } from "@/components/ui/link-button";
import { LinkPending } from "@/components/ui/link-pending";
import { SubmitButton } from "@/components/ui/submit-button";
import { redirect } from "@/i18n/navigation";
import { getSeatMap } from "@/server/reservation/queries";
import { heldBooking, isLive } from "../own-booking";
import { chooseSeat, seatTogether } from "./actions";

type Props = { params: Promise<{ reservationId: string }>; searchParams: Promise<RawParams> };

export default async function SeatsPage({ params, searchParams }: Props) {
  const { reservationId } = await params;
  const booking = await heldBooking(reservationId, "seats");
  if (!isLive(booking)) return <HoldEnded booking={booking} />;
  if (!booking.passengersComplete)
    return redirect({ href: stepHref(booking.id, "passengers"), locale: await getLocale() });
  const asked = firstValues(await searchParams);
  const segment = booking.segments[Number(asked.segment ?? 0)] ?? booking.segments[0];
  if (!segment) throw new Error(`Reservation ${booking.id} has no flights`);
  const t = await getTranslations("booking");
  const queries = new QueryClient();
  const map = await getSeatMap(await getRequestContext(), booking.id, segment.position);
  queries.setQueryData(seatMapKey(booking.id, segment.position), map);
  const next = booking.segments[segment.position + 1];
  const review = stepHref(booking.id, "review");
  const nextHref = next ? `${stepHref(booking.id, "seats")}?segment=${next.position}` : review;
  return (
    <BookingShell step="seats" booking={booking}>
      <div className="grid grid-cols-1 gap-5">
        <SegmentTabs reservationId={booking.id} segments={booking.segments} current={segment.position} />
        <SeatOutcome outcome={asked.outcome} />
        <form action={seatTogether} className="flex flex-wrap items-center gap-3">
          <input type="hidden" name="reservationId" value={booking.id} />
          <input type="hidden" name="segment" value={segment.position} />
          <SubmitButton variant="secondary">
            <Users aria-hidden className="size-5" />
            {t("seatTogether")}
          </SubmitButton>
          <p className="text-sm text-ink-muted">{t("seatTogetherNote")}</p>
        </form>
        <HydrationBoundary state={dehydrate(queries)}>
          <SeatPicker
            key={segment.position}
            reservationId={booking.id}
            segment={segment.position}
            passengers={booking.passengers}
            initial={map}
            chooseSeat={chooseSeat}
          />
        </HydrationBoundary>
        <div className="flex flex-wrap justify-end gap-3">
          <LinkButton href={review} variant="quiet" size="lg">
            {t("skipSeats")}
            <LinkPending />
          </LinkButton>
          <LinkButton href={nextHref} size="lg">
            {next ? t("nextFlight") : t("toReview")}
            <LinkPending />
          </LinkButton>
        </div>
      </div>
    </BookingShell>
  );
}
