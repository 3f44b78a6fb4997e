import { useTranslations } from "next-intl";
import { Badge } from "@/components/ui/badge";
import type { Tone } from "@/components/ui/tone";
import type { TripStatus } from "./types";

const tones: Record<TripStatus, Tone> = {
  HELD: "warning",
  CREATED: "positive",
  CANCELLED: "neutral",
  EXPIRED: "neutral",
};

export function StatusBadge({ status }: { status: TripStatus }) {
  const t = useTranslations("trips.status");
  return <Badge tone={tones[status]}>{t(status)}</Badge>;
}
