import { useTranslations } from "next-intl";
import { Badge } from "@/components/ui/badge";
import type { ReservationStatus } from "@/server/shared/fare-terms";

const tones = { HELD: "warning", CREATED: "positive", CANCELLED: "danger", EXPIRED: "neutral" } as const;

export function ReservationStatusBadge({ status }: { status: ReservationStatus }) {
  const t = useTranslations("admin.reservationStatus");
  return <Badge tone={tones[status]}>{t(status)}</Badge>;
}
