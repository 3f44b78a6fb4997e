import type { Metadata } from "next";
import { getTranslations, setRequestLocale } from "next-intl/server";
import { firstValues, type RawParams } from "@/app/_lib/http/search-params";
import { loadSeatMap } from "@/app/_lib/seat-map";
import { adminRead } from "@/app/[locale]/admin/_lib/admin-read";
import { needsOneSeat, passengersOn } from "@/components/booking/passenger-rules";
import { SeatOutcome } from "@/components/booking/seat-outcome";
import { SeatTogether } from "@/components/booking/seat-together";
import { SegmentTabs } from "@/components/booking/segment-tabs";
import { withClientMessages } from "@/components/layout/client-messages";
import { QueryProvider } from "@/components/query/query-provider";
import { SeatChange } from "@/components/trips/seat-change";
import { PageHeader } from "@/components/ui/page-header";
import { redirect } from "@/i18n/navigation";
import type { Locale } from "@/i18n/routing";
import { getReservationForAdmin } from "@/server/reservation/queries";
import { requirePermission } from "@/server/shared/context";
import { saveSeatsForCustomer, seatTogetherForCustomer } from "./actions";

type Props = { params: Promise<{ locale: Locale; id: string }>; searchParams: Promise<RawParams> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { locale } = await params;
  return { title: (await getTranslations({ locale, namespace: "admin" }))("assignSeats.title") };
}

/** Assigns, moves and releases the seats of a customer's party, for staff. */
async function SeatsForCustomerPage({ params, searchParams }: Props) {
  const { locale, id } = await params;
  setRequestLocale(locale);
  const asked = firstValues(await searchParams);
  const page = `/admin/reservations/${id}`;
  const booking = await adminRead(`${page}/seats`, (ctx) => {
    requirePermission(ctx.actor, "reservation.change");
    return getReservationForAdmin(ctx, id);
  });
  const legs = booking.segments.filter(({ position }) => booking.can.changeSeatsOn[position]?.allowed);
  const leg = legs.find(({ position }) => String(position) === asked.segment) ?? legs[0];
  if (!leg) return redirect({ href: page, locale });
  const t = await getTranslations("admin.assignSeats");
  const passengers = passengersOn(booking, leg.position);
  const alone = needsOneSeat(passengers);
  const { map, state } = await loadSeatMap(booking.id, leg.position);
  const of = { locator: booking.locator, reservationId: booking.id, segment: leg.position };
  return (
    <div className="grid max-w-3xl grid-cols-1 gap-5">
      <PageHeader title={t("title")} description={t("lead", { locator: booking.locator })} />
      <SegmentTabs page={`${page}/seats`} segments={legs} current={leg.position} />

      <SeatOutcome alone={alone} />
      <SeatTogether of={of} alone={alone} action={seatTogetherForCustomer} />
      <QueryProvider state={state}>
        <SeatChange
          key={leg.position}
          {...of}
          back={page}
          passengers={passengers}
          initial={map}
          action={saveSeatsForCustomer}
        />
      </QueryProvider>
    </div>
  );
}

export default withClientMessages(
  "app/[locale]/admin/reservations/[id]/seats/page.tsx",
  SeatsForCustomerPage,
);
