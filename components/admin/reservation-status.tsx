import { useTranslations } from "next-intl";
import { Badge } from "@/components/ui/badge";

type Status = "HELD" | "CREATED" | "CANCELLED" | "EXPIRED";
const tones = { HELD: "warning", CREATED: "positive", CANCELLED: "danger", EXPIRED: "neutral" } as const;

export function ReservationStatusBadge({ status }: { status: Status }) {
  const t = useTranslations("admin.reservationStatus");
  return <Badge tone={tones[status]}>{t(status)}</Badge>;
}
