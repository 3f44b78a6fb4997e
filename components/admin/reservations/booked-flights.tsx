import { useTranslations } from "next-intl";
import { brandName, cabinName } from "@/components/admin/flights/names";
import { Badge } from "@/components/ui/badge";
import { Card } from "@/components/ui/card";
import { DateTime } from "@/components/ui/date-time";
import { PageLink } from "@/components/ui/page-link";
import type { BookedSegment, BookingView } from "@/server/reservation/schemas";
import { RecordNoShow, type RecordNoShowAction } from "./record-no-show";

/** The flights of a booking for staff. `recordable`: the ids of the segments on which a no-show can be recorded. */
export function BookedFlights({
  booking: { id, segments, passengers },
  recordable,
  recordNoShow,
}: {
  booking: Pick<BookingView, "id" | "segments" | "passengers">;
  recordable: readonly string[];
  recordNoShow: RecordNoShowAction;
}) {
  const t = useTranslations("admin.reservation");
  return (
    <Card as="section" title={t("flights")}>
      <ol className="grid grid-cols-1 gap-4">
        {segments.map((segment) => (
          <li key={segment.id} className="border-l-4 border-brand pl-3">
            <BookedFlight segment={segment} />
            {recordable.includes(segment.id) && (
              <RecordNoShow
                flight={{
                  reservationId: id,
                  segmentPosition: segment.position,
                  designator: segment.designator,
                }}
                passengerCount={passengers.length}
                record={recordNoShow}
              />
            )}
          </li>
        ))}
      </ol>
    </Card>
  );
}

function BookedFlight({ segment }: { segment: BookedSegment }) {
  const t = useTranslations("admin.reservation");
  const statuses = useTranslations("admin.flightStatus");
  const brands = useTranslations("admin.brands");
  const cabins = useTranslations("admin.cabins");
  return (
    <>
      <p className="flex flex-wrap items-center gap-2 font-semibold">
        <PageLink
          href={`/admin/flights/${segment.flightId}`}
          className="inline-flex min-h-6 items-center text-brand-text hover:underline"
        >
          {segment.designator}
        </PageLink>
        {segment.origin} → {segment.destination}
        {segment.flightCancelled && <Badge tone="danger">{statuses("CANCELLED")}</Badge>}
        {segment.kept && <Badge>{t("kept")}</Badge>}
        {segment.missedAt !== null && <Badge tone="warning">{t("noShow.missed")}</Badge>}
      </p>
      <p>
        <DateTime at={segment.departsAt} zone={segment.originZone} /> –{" "}
        <DateTime at={segment.arrivesAt} zone={segment.destinationZone} look="shortDateTime" />
      </p>
      {segment.missedAt !== null && (
        <p className="text-ink-muted">
          {t.rich("noShow.missedAt", { at: () => <DateTime at={segment.missedAt ?? ""} /> })}
        </p>
      )}
      <p className="text-ink-muted">
        {brandName(brands, segment.brand)} · {cabinName(cabins, segment.cabin)}
      </p>
    </>
  );
}
