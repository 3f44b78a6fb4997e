import { useTranslations } from "next-intl";
import { Badge } from "@/components/ui/badge";

/** Whether a client can get tokens now. */
export function ClientState({
  client,
}: {
  client: { disabledAt: Date | null; secrets: readonly unknown[] };
}) {
  const t = useTranslations("admin.clients");
  if (client.disabledAt) return <Badge tone="danger">{t("disabled")}</Badge>;
  if (client.secrets.length === 0) return <Badge tone="warning">{t("noSecret")}</Badge>;
  return <Badge tone="positive">{t("enabled")}</Badge>;
}
