import { getLocale, getTranslations } from "next-intl/server";
import { getRequestContext } from "@/app/_lib/auth/session";
import { firstValues, type RawParams } from "@/app/_lib/http/search-params";
import { ownBooking } from "@/app/[locale]/(site)/book/[reservationId]/own-booking";
import { stepMetadata } from "@/app/[locale]/(site)/book/[reservationId]/step-metadata";
import { sameSearchHref, stepHref } from "@/components/booking/booking-links";
import { HoldEnded } from "@/components/booking/hold-ended";
import { withClientMessages } from "@/components/layout/client-messages";
import { BookingInShort } from "@/components/payment/booking-in-short";
import { Confirmed } from "@/components/payment/confirmed";
import { PaymentWatch } from "@/components/payment/payment-watch";
import { ResultFrame } from "@/components/payment/result-frame";
import { whyRefunded } from "@/components/payment/why-refunded";
import { LinkButton } from "@/components/ui/link-button";
import { formatKrw } from "@/i18n/format";
import { redirect } from "@/i18n/navigation";
import { completePayment } from "@/server/flows/complete-payment";

type Props = { params: Promise<{ reservationId: string }>; searchParams: Promise<RawParams> };

const REFRESH_SECONDS = 5;

export const generateMetadata = (props: Props) => stepMetadata("result", props);

/** The state of the payment as far as it is known when the page is opened. Never a guess. */
async function ResultPage({ params, searchParams }: Props) {
  const { reservationId } = await params;
  const { session } = firstValues(await searchParams);
  await ownBooking(reservationId, "result");
  const result = await completePayment(await getRequestContext(), reservationId, session);
  const { state, booking } = result;
  switch (state) {
    case "CONFIRMED":
      return <Confirmed booking={booking} paidAmount={booking.paidAmount} />;
    case "CANCELLED":
      return redirect({ href: `/trips/${booking.locator}`, locale: await getLocale() });
    case "PROCESSING":
      return <Waiting booking={booking} session={session} />;
    case "OPEN":
    case "DECLINED":
      return <Unpaid booking={booking} state={state} session={session} />;
    case "EXPIRED":
      return <HoldEnded booking={booking} />;
    case "REFUNDED":
      return <Refunded booking={booking} refund={result.refund} />;
  }
}

type Result = Awaited<ReturnType<typeof completePayment>>;
type Paying = { booking: Result["booking"]; session: string | undefined };

async function Waiting({ booking, session }: Paying) {
  const t = await getTranslations("payment");
  return (
    <ResultFrame look="waiting" title={t("waitingTitle")} text={t("waitingText")}>
      <BookingInShort booking={booking} />
      <PaymentWatch reservationId={booking.id} session={session} state="PROCESSING" />
      <noscript>
        <meta httpEquiv="refresh" content={String(REFRESH_SECONDS)} />
      </noscript>
    </ResultFrame>
  );
}

/** No money has come in: the payment page is still open, or the card was declined. */
async function Unpaid({ booking, state, session }: Paying & { state: "OPEN" | "DECLINED" }) {
  const t = await getTranslations("payment");
  const open = state === "OPEN";
  return (
    <ResultFrame
      look="declined"
      title={t(open ? "openTitle" : "declinedTitle")}
      text={t(open ? "openText" : "declinedText")}
      actions={
        <LinkButton href={stepHref(booking.id, "review")}>{t(open ? "toPay" : "tryAgain")}</LinkButton>
      }
    >
      <BookingInShort booking={booking} />
      {open && <PaymentWatch reservationId={booking.id} session={session} state={state} />}
    </ResultFrame>
  );
}

/** Money came in, but no booking could be made from it. */
async function Refunded({ booking, refund }: Pick<Result, "booking" | "refund">) {
  const [t, locale] = [await getTranslations("payment"), await getLocale()];
  const amount = formatKrw(refund?.amount ?? booking.refusedPayment?.amount ?? 0, locale);
  return (
    <ResultFrame
      look="refunded"
      title={t("refundedTitle")}
      text={`${t(`refundedWhy.${whyRefunded(booking.refusedPayment)}`)} ${t(refund?.completed ? "refundedText" : "refundingText", { amount })}`}
      actions={<LinkButton href={sameSearchHref(booking)}>{t("sameSearch")}</LinkButton>}
    >
      <BookingInShort booking={booking} />
    </ResultFrame>
  );
}

export default withClientMessages("app/[locale]/(site)/book/[reservationId]/result/page.tsx", ResultPage);
