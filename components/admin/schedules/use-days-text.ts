import { useTranslations } from "next-intl";

const weekdays = ["1", "2", "3", "4", "5", "6", "7"] as const;
export const allWeekdays = weekdays;

/** Days of operation in words: `매일`, `월·수·금`. 1 = Monday. */
export function useDaysText(): (days: readonly number[]) => string {
  const t = useTranslations("admin");
  return (days) =>
    new Set(days).size === weekdays.length
      ? t("schedules.daily")
      : weekdays
          .filter((day) => days.includes(Number(day)))
          .map((day) => t(`weekdays.short.${day}`))
          .join("·");
}
