import { useTranslations } from "next-intl";
import { DateTime } from "@/components/ui/date-time";

/** One end of a flight on that airport's clock, with the day where it is not the day of departure. */
export function FlightTime({
  at,
  zone,
  dayOffset = 0,
}: {
  at: string | Date;
  zone: string;
  dayOffset?: number;
}) {
  const t = useTranslations("admin");
  return (
    <span className="whitespace-nowrap">
      <DateTime at={at} zone={zone} look="time" className="font-semibold" />
      {dayOffset !== 0 && (
        <span className="ml-1 text-xs font-semibold text-accent-text">
          <span aria-hidden>
            {dayOffset > 0 ? "+" : "−"}
            {Math.abs(dayOffset)}
          </span>
          <span className="sr-only">{t("dayOffset", { days: dayOffset })}</span>
        </span>
      )}
    </span>
  );
}
