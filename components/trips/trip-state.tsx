import { useLocale, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { HoldCountdown } from "@/components/booking/hold-countdown";
import { whyRefunded } from "@/components/payment/why-refunded";
import { Alert } from "@/components/ui/alert";
import { LinkButton } from "@/components/ui/link-button";
import { formatInstant } from "@/i18n/format";
import type { TripStatus } from "./types";

type State = {
  id: string;
  status: TripStatus;
  cancelCause: "CUSTOMER" | "AIRLINE" | null;
  endedAt: string | null;
  paymentDeadline: string;
  now: string;
  /** The provider may be charging a card for it. */
  charging: boolean;
  /** Of a cancelled one: some of its flights had left by then. */
  inPart: boolean;
  /** Money came in, but no booking could be made from it. */
  refusedPayment: { reason: string } | null;
  salesClosed: boolean;
};

/** What the customer must know first about a trip that is not simply confirmed. `release` gives a hold up. */
export function TripState({ trip, release }: { trip: State; release?: ReactNode }) {
  const t = useTranslations("trips");
  const why = useTranslations("payment.refundedWhy");
  const locale = useLocale();
  const at = (instant: string) => formatInstant(instant, "Asia/Seoul", "dateTime", locale);
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
      return null;
    case "HELD":
      return (
        <Alert
          tone="warning"
          title={t("hold.title")}
          action={
            <div className="grid justify-items-start gap-3">
              <HoldCountdown
                deadline={trip.paymentDeadline}
                serverNow={trip.now}
                label={t("hold.timeLeft")}
              />
              <div className="flex flex-wrap items-start gap-2">
                <LinkButton href={`/book/${trip.id}`}>{t("hold.continue")}</LinkButton>
                {release}
              </div>
            </div>
          }
        >
          {t("hold.deadline", { at: at(trip.paymentDeadline) })}
        </Alert>
      );
    case "CANCELLED":
      return trip.cancelCause === "AIRLINE" ? (
        <Alert tone="warning" title={t("ended.airlineTitle")}>
          {t(trip.inPart ? "ended.airlineInPartBody" : "ended.airlineBody")}
        </Alert>
      ) : (
        <Alert title={t(trip.inPart ? "ended.cancelledInPartTitle" : "ended.cancelledTitle")}>
          {trip.endedAt &&
            t(trip.inPart ? "ended.cancelledInPartBody" : "ended.cancelledBody", { at: at(trip.endedAt) })}
        </Alert>
      );
    case "EXPIRED":
      return (
        <Alert
          title={t(trip.refusedPayment ? "ended.refusedTitle" : "ended.expiredTitle")}
          action={
            <LinkButton href="/" variant="secondary" size="sm">
              {t("ended.searchAgain")}
            </LinkButton>
          }
        >
          {trip.refusedPayment
            ? t("ended.refusedBody", { why: why(whyRefunded(trip.refusedPayment)) })
            : t(trip.salesClosed ? "ended.salesClosedBody" : "ended.expiredBody")}
        </Alert>
      );
  }
}
