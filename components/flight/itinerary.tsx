import { useLocale, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { LegTimes } from "@/components/flight/leg-times";
import { Badge } from "@/components/ui/badge";
import { Card } from "@/components/ui/card";
import type { BookedLeg } from "./booked-leg";

/** The flights of a trip, in order: state, times, names of the airports, baggage. `action`: a link about them. */
export function Itinerary({ segments, action }: { segments: readonly BookedLeg[]; action?: ReactNode }) {
  const t = useTranslations("trips");
  return (
    <Card as="section" title={t("itinerary")} action={action}>
      <ol className="grid gap-6">
        {segments.map((leg) => (
          <li
            key={leg.position}
            className="grid gap-3 not-first:border-t not-first:border-line not-first:pt-6"
          >
            <LegHead leg={leg} />
            <LegTimes leg={leg} large />
            <LegFoot leg={leg} />
          </li>
        ))}
      </ol>
      <p className="mt-4 text-sm text-ink-muted">{t("leg.localTimes")}</p>
    </Card>
  );
}

function LegHead({ leg }: { leg: BookedLeg }) {
  const t = useTranslations("trips.leg");
  const ko = useLocale() === "ko";
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1 text-sm">
      <Badge tone="info">{leg.designator}</Badge>
      <span className="font-semibold">{ko ? leg.brandKo : leg.brandEn}</span>
      <span className="text-ink-muted">{ko ? leg.aircraftKo : leg.aircraftEn}</span>
      {leg.flightCancelled && <Badge tone="danger">{t("flightCancelled")}</Badge>}
      {leg.departed && <Badge>{t("departed")}</Badge>}
      {leg.missed && <Badge tone="warning">{t("missed")}</Badge>}
      {leg.givenUp && <Badge tone="warning">{t("givenUp")}</Badge>}
    </div>
  );
}

function LegFoot({ leg }: { leg: BookedLeg }) {
  const t = useTranslations("trips.leg");
  const ko = useLocale() === "ko";
  return (
    <div className="grid gap-1 text-sm text-ink-muted">
      <p>
        {ko ? leg.originNameKo : leg.originNameEn} → {ko ? leg.destinationNameKo : leg.destinationNameEn}
      </p>
      <p>
        {leg.checkedBaggageKg > 0
          ? t("baggage", { checked: leg.checkedBaggageKg, carryOn: leg.carryOnKg })
          : t("noCheckedBaggage", { carryOn: leg.carryOnKg })}
      </p>
    </div>
  );
}
