import { clsx } from "clsx";
import { Plane } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { DateTime } from "@/components/ui/date-time";
import { formatDuration } from "@/i18n/format";
import type { FlightLeg } from "@/server/reservation/schemas";
import { DayOffset } from "./day-offset";
import { dayOffset, durationMinutes } from "./flight-time-rules";

/** City, time and date of departure and arrival, each by its own airport's clock, and the duration. */
export function LegTimes({ leg, large = false }: { leg: FlightLeg; large?: boolean }) {
  const t = useTranslations("trips.leg");
  const locale = useLocale();
  const duration = formatDuration(durationMinutes(leg), locale);
  return (
    <div className="grid grid-cols-[minmax(0,1fr)_auto_minmax(0,1fr)] items-center gap-x-2 sm:gap-x-4">
      <End
        label={t("departure")}
        city={locale === "ko" ? leg.originCityKo : leg.originCityEn}
        code={leg.origin}
        at={leg.departsAt}
        zone={leg.originZone}
        large={large}
      />
      <div className="grid justify-items-center gap-0.5 text-sm text-ink-muted">
        <Plane aria-hidden className="size-4.5 rotate-45 text-brand-text" />
        <span className="sr-only">{t("duration", { duration })}</span>
        <span aria-hidden className="whitespace-nowrap">
          {duration}
        </span>
      </div>
      <End
        label={t("arrival")}
        city={locale === "ko" ? leg.destinationCityKo : leg.destinationCityEn}
        code={leg.destination}
        at={leg.arrivesAt}
        zone={leg.destinationZone}
        large={large}
        mark={<DayOffset days={dayOffset(leg)} className="ml-0.5 text-sm font-bold" />}
        end
      />
    </div>
  );
}

function End({
  label,
  city,
  code,
  at,
  zone,
  large,
  mark,
  end = false,
}: {
  label: string;
  city: string;
  code: string;
  at: string;
  zone: string;
  large: boolean;
  mark?: ReactNode;
  end?: boolean;
}) {
  return (
    <div className={clsx("min-w-0", end && "text-right")}>
      <span className="sr-only">{label}</span>
      <p className={clsx("font-bold", large ? "text-title" : "text-xl")}>
        <DateTime at={at} zone={zone} look="time" />
        {mark}
      </p>
      <p className="font-semibold">
        {city} <span className="text-sm font-medium text-ink-muted">{code}</span>
      </p>
      <p className="text-sm text-ink-muted">
        <DateTime at={at} zone={zone} look="shortDate" />
      </p>
    </div>
  );
}
