import { useLocale, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { HoldCountdown } from "@/components/booking/hold-countdown";
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
  /** Money came in, but no booking could be made from it. */
  paymentRefused: boolean;
};

/** What the customer must know first about a trip that is not simply confirmed. `release` gives a hold up. */
export function TripState({ trip, release }: { trip: State; release?: ReactNode }) {
  const t = useTranslations("trips");
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
          {t("ended.airlineBody")}
        </Alert>
      ) : (
        <Alert title={t("ended.cancelledTitle")}>
          {trip.endedAt && t("ended.cancelledBody", { at: at(trip.endedAt) })}
        </Alert>
      );
    case "EXPIRED":
      return (
        <Alert
          title={t("ended.expiredTitle")}
          action={
            <LinkButton href="/" variant="secondary" size="sm">
              {t("ended.searchAgain")}
            </LinkButton>
          }
        >
          {t(trip.paymentRefused ? "ended.refusedBody" : "ended.expiredBody")}
        </Alert>
      );
  }
}
