import { useTranslations } from "next-intl";
import { formatInteger } from "@/i18n/format";
import type { Endpoint } from "@/server/webhooks/schemas";

/** How many tries of the last 24 hours succeeded. It is never rounded up to all. */
export function SuccessShare({ endpoint }: { endpoint: Pick<Endpoint, "tries" | "successes"> }) {
  const t = useTranslations("admin.webhooks");
  const { tries, successes } = endpoint;
  if (tries === 0) return <span className="text-ink-muted">{t("noTries")}</span>;
  const percent = Math.floor((100 * successes) / tries);
  return t("shareValue", { percent, successes: formatInteger(successes), tries: formatInteger(tries) });
}
