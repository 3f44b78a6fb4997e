import { useLocale, useTranslations } from "next-intl";
import { HoldCountdown } from "@/components/booking/hold-countdown";
import { LegTimes } from "@/components/flight/leg-times";
import { routeText } from "@/components/flight/route-text";
import { Card } from "@/components/ui/card";
import { LinkButton } from "@/components/ui/link-button";
import { shownStatus } from "./shown-status";
import { StatusBadge } from "./status-badge";
import type { TripRow } from "./types";

/** One trip of the list. An unpaid one shows its countdown and a link to the booking, unless it is being paid. */
export function TripCard({ trip }: { trip: TripRow & { charging: boolean } }) {
  const t = useTranslations("trips");
  const locale = useLocale();
  const held = trip.status === "HELD" && !trip.charging;
  return (
    <Card as="article" className="grid grid-cols-1 gap-4">
      <div className="flex flex-wrap items-start justify-between gap-x-4 gap-y-2">
        <div className="grid gap-1">
          <h2 className="text-lg font-bold">{routeText(trip.segments, locale)}</h2>
          <p className="text-sm text-ink-muted">
            {t("locator")} <span className="font-semibold text-ink">{trip.locator}</span> ·{" "}
            {t("passengerCount", { count: trip.passengers })}
          </p>
        </div>
        <StatusBadge status={shownStatus(trip, trip.charging)} />
      </div>
      <ol className="grid grid-cols-1 gap-4">
        {trip.segments.map((leg) => (
          <li key={leg.departsAt} className="grid grid-cols-1 gap-1 border-t border-line pt-4">
            <p className="text-sm font-semibold text-ink-muted">{leg.designator}</p>
            <LegTimes leg={leg} />
          </li>
        ))}
      </ol>
      <div className="flex flex-wrap items-center justify-between gap-3 border-t border-line pt-4">
        {held && (
          <HoldCountdown deadline={trip.paymentDeadline} serverNow={trip.now} label={t("hold.timeLeft")} />
        )}
        <div className="ml-auto flex flex-wrap justify-end gap-2">
          <LinkButton
            href={`/trips/${trip.locator}`}
            variant="secondary"
            size="sm"
            aria-label={t("openTrip", { locator: trip.locator })}
          >
            {t("open")}
          </LinkButton>
          {held && (
            <LinkButton href={`/book/${trip.id}`} size="sm">
              {t("hold.continue")}
            </LinkButton>
          )}
        </div>
      </div>
    </Card>
  );
}
