import { getLocale, getTranslations } from "next-intl/server";
import { getRequestContext } from "@/app/_lib/auth/session";
import { completePayment } from "@/app/_lib/payment-flow";
import { sameSearchHref, stepHref } from "@/components/booking/booking-links";
import { HoldEnded } from "@/components/booking/hold-ended";
import { BookingInShort } from "@/components/payment/booking-in-short";
import { Confirmed } from "@/components/payment/confirmed";
import { PaymentWatch } from "@/components/payment/payment-watch";
import { ResultFrame } from "@/components/payment/result-frame";
import { whyRefunded } from "@/components/payment/why-refunded";
import { firstValues, type RawParams } from "@/components/search/search-url";
import { LinkButton } from "@/components/ui/link-button";
import { formatKrw } from "@/i18n/format";
import { redirect } from "@/i18n/navigation";
import { ownBooking } from "../own-booking";

type Props = { params: Promise<{ reservationId: string }>; searchParams: Promise<RawParams> };

const REFRESH_SECONDS = 5;

/** What has become of the payment, as far as is known when the page is opened. Never a guess. */
export default async function ResultPage({ params, searchParams }: Props) {
  const { reservationId } = await params;
  const { session } = firstValues(await searchParams);
  const locale = await getLocale();
  await ownBooking(reservationId, "result");
  const { state, booking, refund } = await completePayment(await getRequestContext(), reservationId, session);
  const t = await getTranslations("payment");
  const review = stepHref(reservationId, "review");
  const searchAgain = <LinkButton href={sameSearchHref(booking)}>{t("sameSearch")}</LinkButton>;
  const inShort = <BookingInShort booking={booking} />;
  switch (state) {
    case "CONFIRMED":
      return <Confirmed booking={booking} paidAmount={booking.paidAmount} />;
    case "CANCELLED":
      return redirect({ href: `/trips/${booking.locator}`, locale });
    case "PROCESSING":
      return (
        <ResultFrame look="waiting" title={t("waitingTitle")} text={t("waitingText")}>
          {inShort}
          <PaymentWatch reservationId={booking.id} session={session} state={state} />
          <noscript>
            <meta httpEquiv="refresh" content={String(REFRESH_SECONDS)} />
          </noscript>
        </ResultFrame>
      );
    case "OPEN":
      return (
        <ResultFrame
          look="declined"
          title={t("openTitle")}
          text={t("openText")}
          actions={<LinkButton href={review}>{t("toPay")}</LinkButton>}
        >
          {inShort}
          <PaymentWatch reservationId={booking.id} session={session} state={state} />
        </ResultFrame>
      );
    case "DECLINED":
      return (
        <ResultFrame
          look="declined"
          title={t("declinedTitle")}
          text={t("declinedText")}
          actions={<LinkButton href={review}>{t("tryAgain")}</LinkButton>}
        >
          {inShort}
        </ResultFrame>
      );
    case "EXPIRED":
      return <HoldEnded booking={booking} />;
    case "REFUNDED": {
      const amount = formatKrw(refund?.amount ?? booking.refusedPayment?.amount ?? 0, locale);
      return (
        <ResultFrame
          look="refunded"
          title={t("refundedTitle")}
          text={`${t(`refundedWhy.${whyRefunded(booking.refusedPayment)}`)} ${t(refund?.completed ? "refundedText" : "refundingText", { amount })}`}
          actions={searchAgain}
        >
          {inShort}
        </ResultFrame>
      );
    }
  }
}
