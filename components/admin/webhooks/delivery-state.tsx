import { useTranslations } from "next-intl";
import { Badge } from "@/components/ui/badge";
import type { Delivery } from "@/server/webhooks/schemas";

const tones = { PENDING: "info", DELIVERED: "positive", GIVEN_UP: "danger" } as const;

/** What became of a delivery. */
export function DeliveryState({ state }: Pick<Delivery, "state">) {
  const t = useTranslations("admin.webhooks.log.states");
  return <Badge tone={tones[state]}>{t(state)}</Badge>;
}
