import { clsx } from "clsx";
import { useTranslations } from "next-intl";

/**
 * Days between departure and arrival beside a time (`+1`, `−1`), and the same in words for screen readers. Nothing on
 * the day of departure.
 */
export function DayOffset({
  days,
  as: Element = "sup",
  className,
}: {
  days: number;
  as?: "sup" | "span";
  className: string;
}) {
  const t = useTranslations("common");
  if (days === 0) return null;
  return (
    <Element className={clsx(className, "text-accent-text")}>
      <span aria-hidden>
        {days > 0 ? "+" : "−"}
        {Math.abs(days)}
      </span>
      <span className="sr-only">{t("dayOffset", { days })}</span>
    </Element>
  );
}
