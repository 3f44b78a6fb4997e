import { useLocale, useTranslations } from "next-intl";
import { knownKey } from "@/components/ui/known-key";
import { formatInstant, formatInteger, formatKrw } from "@/i18n/format";
import type { Locale } from "@/server/shared/airline";
import type { TimelineEntry } from "./types";

type Summary = TimelineEntry["summary"];

const refusals = [
  "HOLD_EXPIRED",
  "ALREADY_PAID",
  "CANCELLED",
  "AMOUNT_MISMATCH",
  "SALES_CLOSED",
  "FLIGHT_DEPARTED",
  "CHANGE_OUTDATED",
] as const;

const number = (value: unknown) => (typeof value === "number" ? value : 0);

/** `MA101 서울 → 제주 12월 2일 (수) 07:30`, for each flight of a list. */
function flightsText(value: unknown, locale: Locale): string | null {
  const city = locale === "ko" ? "CityKo" : "CityEn";
  const flights = (Array.isArray(value) ? (value as Summary[]) : []).map((leg) =>
    [
      `${leg.designator} ${leg[`origin${city}`] ?? leg.origin} → ${leg[`destination${city}`] ?? leg.destination}`,
      formatInstant(String(leg.departsAt), String(leg.originZone), "shortDateTime", locale),
    ].join(" "),
  );
  return flights.length > 0 ? flights.join(", ") : null;
}

/** Writes the facts of a change of flights in the reader's language: the flights before and after, the money, the miles. */
export function useChangeDetails() {
  const t = useTranslations("history.detail");
  const refusal = useTranslations("history.changeRefusal");
  const locale = useLocale();
  const won = (amount: number) => formatKrw(amount, locale);
  const money = (balance: number) => {
    if (balance === 0) return t("noDifference");
    return balance > 0 ? t("paidMore", { amount: won(balance) }) : t("refundDue", { amount: won(-balance) });
  };
  return {
    flightsChanged: (s: Summary) => {
      const before = flightsText(s.flightsBefore, locale);
      const after = flightsText(s.flightsAfter, locale);
      return [
        before && t("before", { flights: before }),
        after && t("after", { flights: after }),
        money(number(s.balance)),
        number(s.feeAmount) > 0 ? t("changeFee", { amount: won(number(s.feeAmount)) }) : null,
        number(s.forfeitedAmount) > 0 ? t("forfeited", { amount: won(number(s.forfeitedAmount)) }) : null,
      ];
    },
    milesExchanged: (s: Summary) => [
      t("milesTakenBack", { miles: formatInteger(number(s.takenBackMiles)) }),
      t("milesEarned", { miles: formatInteger(number(s.earnedMiles)) }),
      t("balance", { miles: formatInteger(number(s.balanceMiles)) }),
    ],
    refusedFor: (s: Summary) => {
      const known = knownKey(refusals, s.reason, null);
      return known && refusal(known);
    },
  };
}
