import { useTranslations } from "next-intl";
import { brandName, cabinName } from "@/components/admin/flights/names";
import { Badge } from "@/components/ui/badge";
import { Card } from "@/components/ui/card";
import { DateTime } from "@/components/ui/date-time";
import { PageLink } from "@/components/ui/page-link";
import type { BookedSegment } from "@/server/reservation/schemas";

export function BookedFlights({ segments }: { segments: readonly BookedSegment[] }) {
  const t = useTranslations("admin.reservation");
  const statuses = useTranslations("admin.flightStatus");
  const brands = useTranslations("admin.brands");
  const cabins = useTranslations("admin.cabins");
  return (
    <Card as="section" title={t("flights")}>
      <ol className="grid grid-cols-1 gap-4">
        {segments.map((segment) => (
          <li key={segment.id} className="border-l-4 border-brand pl-3">
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
            </p>
            <p>
              <DateTime at={segment.departsAt} zone={segment.originZone} /> –{" "}
              <DateTime at={segment.arrivesAt} zone={segment.destinationZone} look="shortDateTime" />
            </p>
            <p className="text-ink-muted">
              {brandName(brands, segment.brand)} · {cabinName(cabins, segment.cabin)}
            </p>
          </li>
        ))}
      </ol>
    </Card>
  );
}
