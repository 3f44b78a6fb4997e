import { getTranslations } from "next-intl/server";
import { LegTimes } from "@/components/flight/leg-times";
import { Badge } from "@/components/ui/badge";
import { Card } from "@/components/ui/card";
import type { BookingView } from "@/server/reservation/queries";
import type { OfferedRefund } from "@/server/reservation/schemas";

/** The flights of the booking, and where each stands for a refund. */
export async function Legs({
  booking,
  standings,
}: {
  booking: BookingView;
  standings: readonly OfferedRefund["standings"][number][];
}) {
  const t = await getTranslations("trips.cancel.standing");
  return (
    <Card>
      <ol className="grid gap-4">
        {booking.segments.map((leg, n) => (
          <li key={leg.id} className="grid gap-1 not-first:border-t not-first:border-line not-first:pt-4">
            <p className="flex flex-wrap items-center gap-x-3 text-sm font-semibold text-ink-muted">
              {leg.designator}
              {standings[n] === "DEPARTED" && <Badge>{t("DEPARTED")}</Badge>}
              {standings[n] === "NO_SHOW" && (
                <Badge tone="warning">{t(leg.missedAt === null ? "NO_SHOW" : "MISSED")}</Badge>
              )}
            </p>
            <LegTimes leg={leg} />
          </li>
        ))}
      </ol>
    </Card>
  );
}
