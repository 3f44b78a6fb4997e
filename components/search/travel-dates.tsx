"use client";

import { useTranslations } from "next-intl";
import { DatePicker } from "@/components/ui/inputs/date-picker";
import { DateRangePicker } from "@/components/ui/inputs/date-range-picker";
import { useHydrated } from "@/components/ui/use-hydrated";
import type { SearchDays } from "./search-days";
import type { SearchValues } from "./types";
import { useDayFares } from "./use-day-fares";

/** The day out, and on a return trip the day back. Before JavaScript both fields are shown. */
export function TravelDates({
  values,
  onChange,
  error,
  days,
}: {
  values: SearchValues;
  onChange: (change: Partial<SearchValues>) => void;
  error?: string;
  days: SearchDays;
}) {
  const t = useTranslations("search");
  const hydrated = useHydrated();
  const { notes, backNotes, onMonthChange } = useDayFares(values.from, values.to, days.departToday);
  const bounds = { min: days.departToday, max: days.lastDay };
  const shared = { ...bounds, notes, onMonthChange, error, placeholder: t("datePlaceholder") };
  const span = "sm:col-span-3 lg:col-span-1";
  return values.trip === "return" || !hydrated ? (
    <DateRangePicker
      {...shared}
      endNotes={backNotes}
      className={span}
      label={t("dates")}
      startName="depart"
      endName="return"
      endMin={days.returnToday}
      startLabel={t("departDate")}
      endLabel={t("returnDate")}
      value={{ start: values.depart, end: values.return }}
      onChange={({ start, end }) => onChange({ depart: start, return: end })}
    />
  ) : (
    <DatePicker
      {...shared}
      className={span}
      label={t("departDate")}
      name="depart"
      value={values.depart}
      onChange={(depart) => onChange({ depart, ...(values.return < depart && { return: "" }) })}
    />
  );
}
