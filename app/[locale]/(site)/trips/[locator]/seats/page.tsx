import { dehydrate, HydrationBoundary, QueryClient } from "@tanstack/react-query";
import { Users } from "lucide-react";
import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { getRequestContext } from "@/app/_lib/session";
import { seatMapKey } from "@/components/booking/seat-map-query";
import { SeatOutcome } from "@/components/booking/seat-outcome";
import { ClientMessages } from "@/components/layout/client-messages";
import { firstValues, type RawParams } from "@/components/search/search-url";
import { SeatChange } from "@/components/trips/seat-change";
import { PageHeader } from "@/components/ui/page-header";
import { SubmitButton } from "@/components/ui/submit-button";
import { Tabs } from "@/components/ui/tabs";
import { redirect } from "@/i18n/navigation";
import { getSeatMap } from "@/server/reservation/queries";
import { ownTrip, seatableLegs } from "../../own-trip";
import { saveSeats, seatTogether } from "./actions";

type Props = { params: Promise<{ locator: string }>; searchParams: Promise<RawParams> };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("trips.seats");
  return { title: t("title"), robots: { index: false } };
}

/** Seats of a booking that stands, until its flight leaves. */
export default async function TripSeatsPage({ params, searchParams }: Props) {
  const { locator } = await params;
  const asked = firstValues(await searchParams);
  const booking = await ownTrip(locator, `/trips/${locator}/seats`);
  const legs = seatableLegs(booking);
  const leg = legs.find(({ position }) => String(position) === asked.segment) ?? legs[0];
  if (!leg) return redirect({ href: `/trips/${booking.locator}`, locale: await getLocale() });
  const t = await getTranslations("trips.seats");
  const queries = new QueryClient();
  const map = await getSeatMap(await getRequestContext(), booking.id, leg.position);
  queries.setQueryData(seatMapKey(booking.id, leg.position), map);
  return (
    <div className="page-width grid max-w-3xl grid-cols-1 gap-5 py-8">
      <PageHeader title={t("title")} description={t("lead", { locator: booking.locator })} />
      {legs.length > 1 && (
        <Tabs
          label={t("flights")}
          items={legs.map(({ position, origin, destination, designator }) => ({
            href: `/trips/${booking.locator}/seats?segment=${position}`,
            label: `${origin} → ${destination} · ${designator}`,
            current: position === leg.position,
          }))}
        />
      )}
      <SeatOutcome outcome={asked.outcome} />
      <Together booking={booking} segment={leg.position} />
      <ClientMessages namespaces={["booking", "trips"]}>
        <HydrationBoundary state={dehydrate(queries)}>
          <SeatChange
            key={leg.position}
            locator={booking.locator}
            reservationId={booking.id}
            segment={leg.position}
            passengers={booking.passengers}
            initial={map}
            action={saveSeats}
          />
        </HydrationBoundary>
      </ClientMessages>
    </div>
  );
}

async function Together({ booking, segment }: { booking: { id: string; locator: string }; segment: number }) {
  const t = await getTranslations("booking");
  return (
    <form action={seatTogether} className="flex flex-wrap items-center gap-3">
      <input type="hidden" name="locator" value={booking.locator} />
      <input type="hidden" name="reservationId" value={booking.id} />
      <input type="hidden" name="segment" value={segment} />
      <SubmitButton variant="secondary">
        <Users aria-hidden className="size-5" />
        {t("seatTogether")}
      </SubmitButton>
      <p className="text-sm text-ink-muted">{t("seatTogetherNote")}</p>
    </form>
  );
}
