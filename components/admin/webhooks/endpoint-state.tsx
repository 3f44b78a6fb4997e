import { useTranslations } from "next-intl";
import { Badge } from "@/components/ui/badge";
import type { Endpoint } from "@/server/webhooks/schemas";

/** Whether an endpoint gets events, and whether it takes them. */
export function EndpointState({ endpoint }: { endpoint: Pick<Endpoint, "state" | "failingSince"> }) {
  const t = useTranslations("admin.webhooks.states");
  if (endpoint.state === "DISABLED") return <Badge tone="danger">{t("DISABLED")}</Badge>;
  return endpoint.failingSince ? (
    <Badge tone="warning">{t("FAILING")}</Badge>
  ) : (
    <Badge tone="positive">{t("ACTIVE")}</Badge>
  );
}
