import { getLocale } from "next-intl/server";
import { firstValues, type RawParams } from "@/app/_lib/http/search-params";
import { nationalityOptions } from "@/app/_lib/nationality-options";
import { heldBooking } from "@/app/[locale]/(site)/book/[reservationId]/own-booking";
import { releaseAndSearchAgain } from "@/app/[locale]/(site)/book/[reservationId]/release";
import { stepMetadata } from "@/app/[locale]/(site)/book/[reservationId]/step-metadata";
import { sameSearchHref } from "@/components/booking/booking-links";
import { BookingShell } from "@/components/booking/booking-shell";
import { HoldEnded } from "@/components/booking/hold-ended";
import { ageRuleOf } from "@/components/booking/passenger-rules";
import { PassengersForm } from "@/components/booking/passengers-form";
import { PriceChange } from "@/components/booking/price-change";
import { ReleaseHold } from "@/components/booking/release-hold";
import { withClientMessages } from "@/components/layout/client-messages";
import { passengerRules } from "@/server/reservation/queries";
import { type BookingView, formatPhone } from "@/server/reservation/schemas";
import { savePassengers } from "./actions";
import { keptPeople } from "./kept-people";

type Props = { params: Promise<{ reservationId: string }>; searchParams: Promise<RawParams> };

export const generateMetadata = (props: Props) => stepMetadata("passengers", props);

async function PassengersPage({ params, searchParams }: Props) {
  const { reservationId } = await params;
  const booking = await heldBooking(reservationId, "passengers");
  if (!booking.can.enterPassengers.allowed) return <HoldEnded booking={booking} />;
  const [rules, asked, people] = await Promise.all([passengerRules(), searchParams, keptPeople(booking)]);
  const rule = ageRuleOf(booking, rules);
  const before = Number(firstValues(asked).before);
  return (
    <BookingShell step="passengers" booking={booking}>
      {Number.isSafeInteger(before) && before > 0 && before !== booking.totalAmount && (
        <PriceChange booking={booking} rule={rule} before={before} />
      )}
      <PassengersForm
        rule={rule}
        reservationId={booking.id}
        nationalities={asksNationality(booking) ? nationalityOptions(await getLocale()) : null}
        passengers={booking.passengers}
        people={people}
        contact={{ email: booking.contactEmail, phone: formatPhone(booking.contactPhone ?? "") }}
        action={savePassengers}
      />
      <ReleaseHold reservationId={booking.id} back={sameSearchHref(booking)} action={releaseAndSearchAgain} />
    </BookingShell>
  );
}

/** A border is crossed, or the booking came with nationalities. */
const asksNationality = ({ segments, passengers }: BookingView): boolean =>
  segments.some(({ international }) => international) ||
  passengers.some(({ nationality }) => nationality !== null);

export default withClientMessages(
  "app/[locale]/(site)/book/[reservationId]/passengers/page.tsx",
  PassengersPage,
);
