import { useTranslations } from "next-intl";
import { Badge } from "@/components/ui/badge";
import type { SaleEvent } from "@/server/waiting-room/schemas";

const tones = { PLANNED: "neutral", BEFORE: "info", OPEN: "positive", ENDED: "neutral" } as const;

/** The state of a sale event, and whether all of its flights are full. */
export function SaleEventState({ event }: { event: SaleEvent }) {
  const t = useTranslations("saleEvents");
  const isFull = event.figures.allSoldOut && event.state !== "ENDED";
  return (
    <span className="inline-flex flex-wrap gap-1.5">
      <Badge tone={tones[event.state]}>{t(`states.${event.state}`)}</Badge>
      {isFull && <Badge tone="warning">{t("soldOut")}</Badge>}
    </span>
  );
}
