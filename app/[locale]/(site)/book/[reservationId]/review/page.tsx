import { getLocale, getTranslations } from "next-intl/server";
import { askedForBooking } from "@/app/_lib/actions/consents";
import { getRequestContext } from "@/app/_lib/auth/session";
import { firstValues, type RawParams } from "@/app/_lib/http/search-params";
import { heldBooking } from "@/app/[locale]/(site)/book/[reservationId]/own-booking";
import { releaseAndSearchAgain } from "@/app/[locale]/(site)/book/[reservationId]/release";
import { stepMetadata } from "@/app/[locale]/(site)/book/[reservationId]/step-metadata";
import { sameSearchHref, stepHref } from "@/components/booking/booking-links";
import { BookingShell } from "@/components/booking/booking-shell";
import { DirectionCard } from "@/components/booking/direction-card";
import { HoldEnded } from "@/components/booking/hold-ended";
import { OrderInShort } from "@/components/booking/order-in-short";
import { PartyList } from "@/components/booking/party-list";
import { ageRuleOf, hasTypeChanges } from "@/components/booking/passenger-rules";
import { PriceLines } from "@/components/booking/price-lines";
import { RefundRules } from "@/components/booking/refund-rules";
import { ReleaseHold } from "@/components/booking/release-hold";
import { TypeChanges } from "@/components/booking/type-changes";
import { withClientMessages } from "@/components/layout/client-messages";
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

export const generateMetadata = (props: Props) => stepMetadata("review", props);

async function ReviewPage({ params, searchParams }: Props) {
  const { reservationId } = await params;
  const booking = await heldBooking(reservationId, "review");
  const { pay: rule } = booking.can;
  if (!rule.allowed && rule.reason === "HOLD_EXPIRED") return <HoldEnded booking={booking} />;
  if (!rule.allowed && rule.reason === "PASSENGERS_INCOMPLETE")
    return redirect({ href: stepHref(booking.id, "passengers"), locale: await getLocale() });
  const asked = firstValues(await searchParams);
  const ctx = await getRequestContext();
  const [payments, terms, rules, documents] = await Promise.all([
    paymentsOfReservation(ctx, booking.id),
    refundTerms(booking.segments, toLocal(new Date(booking.now), KOREA_ZONE).date),
    passengerRules(),
    askedForBooking(ctx),
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
        {booking.segments.map((flight) => (
          <DirectionCard key={flight.position} booking={booking} flight={flight} />
        ))}
        <PartyList booking={booking} />
        <TypeChangesAlert booking={booking} rules={rules} />
        <PriceLines booking={booking} />
        <RefundRules segments={booking.segments} terms={terms} />
        <PayForm
          reservationId={booking.id}
          totalAmount={booking.totalAmount}
          again={declined}
          documents={documents}
          action={pay}
        >
          <OrderInShort booking={booking} />
        </PayForm>
      </div>
      <ReleaseHold reservationId={booking.id} back={sameSearchHref(booking)} action={releaseAndSearchAgain} />
    </BookingShell>
  );
}

async function TypeChangesAlert({
  booking,
  rules,
}: {
  booking: Awaited<ReturnType<typeof heldBooking>>;
  rules: Awaited<ReturnType<typeof passengerRules>>;
}) {
  if (!hasTypeChanges(booking)) return null;
  const t = await getTranslations("booking");
  return (
    <Alert title={t("typeChangesTitle")}>
      <TypeChanges booking={booking} rule={ageRuleOf(booking, rules)} />
    </Alert>
  );
}

export default withClientMessages("app/[locale]/(site)/book/[reservationId]/review/page.tsx", ReviewPage);
