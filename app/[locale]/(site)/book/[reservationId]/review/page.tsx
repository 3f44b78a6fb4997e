import { getLocale, getTranslations } from "next-intl/server";
import { getRequestContext } from "@/app/_lib/auth/session";
import { firstValues, type RawParams } from "@/app/_lib/http/search-params";
import { heldBooking } from "@/app/[locale]/(site)/book/[reservationId]/own-booking";
import { releaseAndSearchAgain } from "@/app/[locale]/(site)/book/[reservationId]/release";
import { sameSearchHref, stepHref } from "@/components/booking/booking-links";
import { BookingShell } from "@/components/booking/booking-shell";
import { HoldEnded } from "@/components/booking/hold-ended";
import { PartyList } from "@/components/booking/party-list";
import { ageRuleOf, hasTypeChanges } from "@/components/booking/passenger-rules";
import { PriceLines } from "@/components/booking/price-lines";
import { RefundRules } from "@/components/booking/refund-rules";
import { ReleaseHold } from "@/components/booking/release-hold";
import { TypeChanges } from "@/components/booking/type-changes";
import { ItineraryInShort } from "@/components/flight/itinerary-in-short";
import { PayForm } from "@/components/payment/pay-form";
import { PayNotice } from "@/components/payment/pay-notice";
import { Alert } from "@/components/ui/alert";
import { redirect } from "@/i18n/navigation";
import { lastDecline } from "@/server/flows/complete-payment";
import { paymentsOfReservation } from "@/server/payment/queries";
import { passengerRules, refundTerms } from "@/server/reservation/queries";
import { KOREA_ZONE, toLocal } from "@/server/shared/time";
import { pay } from "./actions";

type Props = { params: Promise<{ reservationId: string }>; searchParams: Promise<RawParams> };

export default async function ReviewPage({ params, searchParams }: Props) {
  const { reservationId } = await params;
  const booking = await heldBooking(reservationId, "review");
  const { pay: rule } = booking.can;
  if (!rule.allowed && rule.reason === "HOLD_EXPIRED") return <HoldEnded booking={booking} />;
  if (!rule.allowed && rule.reason === "PASSENGERS_INCOMPLETE")
    return redirect({ href: stepHref(booking.id, "passengers"), locale: await getLocale() });
  const asked = firstValues(await searchParams);
  const ctx = await getRequestContext();
  const [t, payments, terms, rules] = await Promise.all([
    getTranslations("booking"),
    paymentsOfReservation(ctx, booking.id),
    refundTerms(booking.segments, toLocal(new Date(booking.now), KOREA_ZONE).date),
    passengerRules(),
  ]);
  const declined = lastDecline(payments) !== null;
  return (
    <BookingShell step="review" booking={booking}>
      <div className="grid grid-cols-1 gap-5">
        <PayNotice
          cancelled={asked.payment === "cancelled"}
          declined={declined}
          problem={asked.problem}
          reference={asked.ref}
        />
        <ItineraryInShort segments={booking.segments} />
        <PartyList booking={booking} />
        {hasTypeChanges(booking) && (
          <Alert title={t("typeChangesTitle")}>
            <TypeChanges booking={booking} rule={ageRuleOf(booking, rules)} />
          </Alert>
        )}
        <PriceLines booking={booking} />
        <RefundRules segments={booking.segments} terms={terms} />
        <PayForm
          reservationId={booking.id}
          totalAmount={booking.totalAmount}
          again={declined}
          agreementMissing={asked.problem === "AGREEMENT"}
          action={pay}
        />
      </div>
      <ReleaseHold reservationId={booking.id} back={sameSearchHref(booking)} action={releaseAndSearchAgain} />
    </BookingShell>
  );
}
