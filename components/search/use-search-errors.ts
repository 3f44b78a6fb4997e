"use client";

import { useLocale, useTranslations } from "next-intl";
import type { PlaceOption } from "@/components/flight/airport-options";
import { knownKey } from "@/components/ui/known-key";
import { formatLocalDate } from "@/i18n/format";
import { pastDates, type SearchDays } from "./search-days";
import type { SearchValues } from "./types";

const fieldMessages = [
  "required",
  "airport",
  "date",
  "pastDate",
  "sameAirport",
  "returnBeforeDepart",
  "partyEmpty",
  "partyTooLarge",
  "childWithoutAdult",
  "moreInfantsThanAdults",
  "invalid",
] as const;

/**
 * The messages at the fields of the search: the errors that the server found, and dates that have passed. Dates are
 * checked against the form's present values, since each place has its own today.
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
  /** Infants per adult: each sits on an adult's lap. */
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
      ? t(`fields.${knownKey(fieldMessages, key, "invalid")}`, { field, laps: infantsPerAdult })
      : undefined;
  };
  const dateError = () => {
    if (past.depart) return pastText(from, days.departToday);
    if (past.return) return pastText(to, days.returnToday);
    return error("depart") ?? error("return");
  };
  return { error, dateError };
}
