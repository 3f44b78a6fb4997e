"use client";

import { useLocale, useTranslations } from "next-intl";
import { formatDuration, formatInstant } from "@/i18n/format";
import type { DerivedTimes } from "./use-route-data";

/** The arrival that follows from the times typed in: its day is derived, and said aloud when it changes. */
export function ArrivalNote({ times }: { times: DerivedTimes | undefined }) {
  const t = useTranslations("admin");
  const locale = useLocale();
  return (
    <p role="status" className="min-h-6 text-sm sm:col-span-3">
      {times && (
        <>
          {t("form.arrives", {
            at: formatInstant(times.arrivesAt, times.destinationZone, "dateTime", locale),
            duration: formatDuration(times.blockMinutes, locale),
          })}{" "}
          <strong>
            {times.arrivalDayOffset === 0
              ? t("form.sameDay")
              : t("dayOffset", { days: times.arrivalDayOffset })}
          </strong>
          {times.clockChange && <span className="text-warning-text"> {t("form.clockChange")}</span>}
        </>
      )}
    </p>
  );
}
