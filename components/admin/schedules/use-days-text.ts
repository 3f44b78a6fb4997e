import { useTranslations } from "next-intl";

/** ISO weekdays: 1 = Monday. */
export const allWeekdays = ["1", "2", "3", "4", "5", "6", "7"] as const;

/** Returns days of operation in words: `매일`, `월·수·금`. */
export function useDaysText(): (days: readonly number[]) => string {
  const t = useTranslations("admin");
  return (days) =>
    new Set(days).size === allWeekdays.length
      ? t("schedules.daily")
      : allWeekdays
          .filter((day) => days.includes(Number(day)))
          .map((day) => t(`weekdays.short.${day}`))
          .join("·");
}
