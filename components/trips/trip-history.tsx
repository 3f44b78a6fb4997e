import { useTranslations } from "next-intl";
import { EventRow } from "@/components/history/event-row";
import type { TimelineEntry } from "@/components/history/types";
import { Card } from "@/components/ui/card";

/** The events of a booking, in order. */
export function TripHistory({ entries }: { entries: readonly TimelineEntry[] }) {
  const t = useTranslations("trips.history");
  return (
    <Card as="section" title={t("title")}>
      {entries.length === 0 && <p className="text-ink-muted">{t("empty")}</p>}
      <ol className="grid gap-4">
        {entries.map((entry) => (
          <li key={entry.eventId}>
            <EventRow entry={entry} linked={false} />
          </li>
        ))}
      </ol>
    </Card>
  );
}
