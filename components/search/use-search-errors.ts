"use client";

import { useLocale, useTranslations } from "next-intl";
import { formatLocalDate } from "@/i18n/format";
import type { PlaceOption } from "@/components/flight/airport-options";
import { fieldKey } from "./field-key";
import { pastDates, type SearchDays } from "./search-days";
import type { SearchValues } from "./types";

/**
 * What is said at the fields of the search: what the server found, and dates that have passed. Those are judged by what the form holds
 * now, since another place has another today.
 */
export function useSearchErrors({
  errors,
  values,
  places: { from, to },
  days,
  infantsPerAdult,
}: {
  /** Field → key of its message, from the server. */
  errors: Readonly<Record<string, string>>;
  values: SearchValues;
  places: { from: PlaceOption | undefined; to: PlaceOption | undefined };
  days: SearchDays;
  /** Infants that one adult can take on the lap. */
  infantsPerAdult: number;
}) {
  const t = useTranslations("search");
  const locale = useLocale();
  const past = pastDates(values, days);
  const pastText = (place: PlaceOption | undefined, today: string) =>
    t("fields.pastDate", {
      city: place?.city ?? t("korea"),
      day: formatLocalDate(today, "shortDate", locale),
    });
  const error = (field: string) => {
    const key = errors[field];
    return key && key !== "pastDate"
      ? t(`fields.${fieldKey(key)}`, { field, laps: infantsPerAdult })
      : undefined;
  };
  const dateError = () => {
    if (past.depart) return pastText(from, days.departToday);
    if (past.return) return pastText(to, days.returnToday);
    return error("depart") ?? error("return");
  };
  return { error, dateError };
}
