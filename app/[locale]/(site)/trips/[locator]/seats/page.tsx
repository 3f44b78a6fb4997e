import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { firstValues, type RawParams } from "@/app/_lib/http/search-params";
import { loadSeatMap } from "@/app/_lib/seat-map";
import { ownTrip } from "@/app/[locale]/(site)/trips/own-trip";
import { needsOneSeat, passengersOn } from "@/components/booking/passenger-rules";
import { SeatOutcome } from "@/components/booking/seat-outcome";
import { SeatTogether } from "@/components/booking/seat-together";
import { SegmentTabs } from "@/components/booking/segment-tabs";
import { withClientMessages } from "@/components/layout/client-messages";
import { QueryProvider } from "@/components/query/query-provider";
import { SeatChange } from "@/components/trips/seat-change";
import { PageHeader } from "@/components/ui/page-header";
import { redirect } from "@/i18n/navigation";
import { saveSeats, seatTogether } from "./actions";

type Props = { params: Promise<{ locator: string }>; searchParams: Promise<RawParams> };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("trips.seats");
  return { title: t("title"), robots: { index: false } };
}

/** The seats of a paid booking. They can be changed until the flight leaves. */
async function TripSeatsPage({ params, searchParams }: Props) {
  const { locator } = await params;
  const asked = firstValues(await searchParams);
  const booking = await ownTrip(locator, `/trips/${locator}/seats`);
  const legs = booking.segments.filter(({ position }) => booking.can.changeSeatsOn[position]?.allowed);
  const leg = legs.find(({ position }) => String(position) === asked.segment) ?? legs[0];
  if (!leg) return redirect({ href: `/trips/${booking.locator}`, locale: await getLocale() });
  const t = await getTranslations("trips.seats");
  const passengers = passengersOn(booking, leg.position);
  const alone = needsOneSeat(passengers);
  const { map, state } = await loadSeatMap(booking.id, leg.position);
  return (
    <div className="page-width grid max-w-3xl grid-cols-1 gap-5 py-8">
      <PageHeader title={t("title")} description={t("lead", { locator: booking.locator })} />
      <SegmentTabs page={`/trips/${booking.locator}/seats`} segments={legs} current={leg.position} />

      <SeatOutcome alone={alone} />
      <SeatTogether
        of={{ locator: booking.locator, reservationId: booking.id, segment: leg.position }}
        alone={alone}
        action={seatTogether}
      />
      <QueryProvider state={state}>
        <SeatChange
          key={leg.position}
          locator={booking.locator}
          reservationId={booking.id}
          segment={leg.position}
          passengers={passengers}
          initial={map}
          action={saveSeats}
        />
      </QueryProvider>
    </div>
  );
}

export default withClientMessages("app/[locale]/(site)/trips/[locator]/seats/page.tsx", TripSeatsPage);
