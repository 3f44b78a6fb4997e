import { useLocale, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { HoldCountdown } from "@/components/booking/hold-countdown";
import { whyRefunded } from "@/components/payment/why-refunded";
import { Alert } from "@/components/ui/alert";
import { LinkButton } from "@/components/ui/link-button";
import { formatInstant } from "@/i18n/format";
import { KOREA_ZONE } from "@/server/shared/airline";
import type { CancelCause, ReservationStatus } from "@/server/shared/fare-terms";

type State = {
  id: string;
  locator: string;
  status: ReservationStatus;
  cancelCause: CancelCause | null;
  endedAt: string | null;
  paymentDeadline: string;
  now: string;
  /** The provider may be charging a card for it. */
  charging: boolean;
  /** It was cancelled after some of its flights had left. */
  inPart: boolean;
  /** Staff recorded that nobody boarded one of its flights. */
  missed: boolean;
  /** Money came in, but no booking could be made from it. */
  refusedPayment: { reason: string } | null;
  salesClosed: boolean;
};

/** The notice at the top of a trip that is not simply confirmed. `release`: the form that releases a hold. */
export function TripState({ trip, release }: { trip: State; release?: ReactNode }) {
  const t = useTranslations("trips");
  if (trip.charging)
    return (
      <Alert
        title={t("charging.title")}
        action={<LinkButton href={`/book/${trip.id}/result`}>{t("charging.watch")}</LinkButton>}
      >
        {t("charging.text")}
      </Alert>
    );
  switch (trip.status) {
    case "CREATED":
      return trip.missed ? <Missed locator={trip.locator} /> : null;
    case "HELD":
      return <Held trip={trip} release={release} />;
    case "CANCELLED":
      return <Cancelled trip={trip} />;
    case "EXPIRED":
      return <Expired trip={trip} />;
  }
}

function useKoreanTime() {
  const locale = useLocale();
  return (instant: string) => formatInstant(instant, KOREA_ZONE, "dateTime", locale);
}

function Held({ trip, release }: { trip: State; release: ReactNode }) {
  const t = useTranslations("trips.hold");
  const at = useKoreanTime();
  return (
    <Alert
      tone="warning"
      title={t("title")}
      action={
        <div className="grid justify-items-start gap-3">
          <HoldCountdown deadline={trip.paymentDeadline} serverNow={trip.now} label={t("timeLeft")} />
          <div className="flex flex-wrap items-start gap-2">
            <LinkButton href={`/book/${trip.id}`}>{t("continue")}</LinkButton>
            {release}
          </div>
        </div>
      }
    >
      {t("deadline", { at: at(trip.paymentDeadline) })}
    </Alert>
  );
}

function Missed({ locator }: Pick<State, "locator">) {
  const t = useTranslations("trips.missed");
  return (
    <Alert
      tone="warning"
      title={t("title")}
      action={
        // The page makes a quote when it is opened: no prefetch.
        <LinkButton href={`/trips/${locator}/cancel`} size="sm" prefetch={false}>
          {t("toQuote")}
        </LinkButton>
      }
    >
      {t("text")}
    </Alert>
  );
}

function Cancelled({ trip }: { trip: State }) {
  const t = useTranslations("trips.ended");
  const at = useKoreanTime();
  return trip.cancelCause === "AIRLINE" ? (
    <Alert tone="warning" title={t("airlineTitle")}>
      {t(trip.inPart ? "airlineInPartBody" : "airlineBody")}
    </Alert>
  ) : (
    <Alert title={t(trip.inPart ? "cancelledInPartTitle" : "cancelledTitle")}>
      {trip.endedAt && t(trip.inPart ? "cancelledInPartBody" : "cancelledBody", { at: at(trip.endedAt) })}
    </Alert>
  );
}

function Expired({ trip }: { trip: State }) {
  const t = useTranslations("trips.ended");
  const why = useTranslations("payment.refundedWhy");
  return (
    <Alert
      title={t(trip.refusedPayment ? "refusedTitle" : "expiredTitle")}
      action={
        <LinkButton href="/" variant="secondary" size="sm">
          {t("searchAgain")}
        </LinkButton>
      }
    >
      {trip.refusedPayment
        ? t("refusedBody", { why: why(whyRefunded(trip.refusedPayment)) })
        : t(trip.salesClosed ? "salesClosedBody" : "expiredBody")}
    </Alert>
  );
}
