import { useTranslations } from "next-intl";
import { Tabs } from "@/components/ui/tabs";
import type { BookedFlight } from "./types";

/** The flights of a return trip, one after the other; a single flight needs no choice. */
export function SegmentTabs({
  page,
  segments,
  current,
}: {
  /** Where seats are chosen; it is told which flight. */
  page: string;
  segments: readonly BookedFlight[];
  current: number;
}) {
  const t = useTranslations("booking");
  if (segments.length < 2) return null;
  return (
    <Tabs
      label={t("flights")}
      items={segments.map((flight) => ({
        href: `${page}?segment=${flight.position}`,
        // On two lines, so that both flights fit beside each other on a phone.
        label: (
          <span>
            {flight.origin} → {flight.destination}
            <span className="block text-xs font-medium">{flight.designator}</span>
          </span>
        ),
        current: flight.position === current,
      }))}
    />
  );
}
