import { DayOffset } from "@/components/flight/day-offset";
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
  return (
    <span className="flight-time">
      <DateTime at={at} zone={zone} look="time" />
      <DayOffset as="span" days={dayOffset} className="ml-1 text-xs font-semibold" />
    </span>
  );
}
