"use client";

import { useLocale, useTranslations } from "next-intl";
import { useDayFares } from "@/components/search/use-day-fares";
import { DatePicker } from "@/components/ui/inputs/date-picker";
import { formatLocalDate } from "@/i18n/format";
import type { ChangeableFlight } from "./types";

/** The new day of one flight. With JavaScript a calendar with what one adult pays at least on each day. */
export function ChangeDay({
  flight,
  bounds,
  date,
  error,
}: {
  flight: ChangeableFlight;
  /** The first and the last day that can be chosen, ISO. */
  bounds: { earliest: string; last: string };
  date: string;
  error: string | undefined;
}) {
  const t = useTranslations("change.pick");
  const locale = useLocale();
  const { notes, onMonthChange } = useDayFares(flight.from, flight.to, bounds.earliest);
  return (
    <DatePicker
      name={`date.${flight.id}`}
      label={t("day")}
      description={t("now", { day: formatLocalDate(flight.departureDate, "shortDate", locale) })}
      placeholder={t("datePlaceholder")}
      min={bounds.earliest}
      max={bounds.last}
      defaultValue={date}
      notes={notes}
      onMonthChange={onMonthChange}
      error={error}
      className="max-w-sm"
    />
  );
}
