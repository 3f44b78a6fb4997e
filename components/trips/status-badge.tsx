import { useTranslations } from "next-intl";
import { Badge } from "@/components/ui/badge";
import type { Tone } from "@/components/ui/tone";
import type { ShownStatus } from "./types";

const tones: Record<ShownStatus, Tone> = {
  HELD: "warning",
  CHARGING: "info",
  CREATED: "positive",
  CANCELLED: "neutral",
  FLIGHT_CANCELLED: "warning",
  EXPIRED: "neutral",
};

export function StatusBadge({ status }: { status: ShownStatus }) {
  const t = useTranslations("trips.status");
  return <Badge tone={tones[status]}>{t(status)}</Badge>;
}
