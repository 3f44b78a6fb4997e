import { useTranslations } from "next-intl";
import { Tabs } from "@/components/ui/tabs";
import type { BookedFlight } from "./types";

/** One tab per flight of a return trip; a single flight has no tabs. */
export function SegmentTabs({
  page,
  segments,
  current,
}: {
  /** The path of the seats page; `?segment=` is added. */
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
