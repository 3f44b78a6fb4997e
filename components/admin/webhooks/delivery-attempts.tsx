import { useTranslations } from "next-intl";
import { Badge } from "@/components/ui/badge";
import { DateTime } from "@/components/ui/date-time";
import { Table, Td, Th } from "@/components/ui/table";
import { formatInteger } from "@/i18n/format";
import type { Attempt } from "@/server/webhooks/schemas";
import { useFailureText } from "./use-failure-text";

/** What each try of a delivery came to, oldest first. */
export function DeliveryAttempts({ attempts }: { attempts: readonly Attempt[] }) {
  const t = useTranslations("admin.webhooks.delivery");
  const failureText = useFailureText();
  if (attempts.length === 0) return <p className="text-ink-muted">{t("noAttempts")}</p>;
  return (
    <Table
      caption={t("attempts")}
      head={
        <>
          <Th>{t("at")}</Th>
          <Th>{t("result")}</Th>
          <Th numeric>{t("took")}</Th>
          <Th>{t("answer")}</Th>
        </>
      }
    >
      {attempts.map(({ id, triedAt, durationMs, status, failure, excerpt }) => (
        <tr key={id}>
          <Td className="whitespace-nowrap">
            <DateTime at={triedAt} look="shortDateTime" />
          </Td>
          <Td>
            <Badge tone={failure ? "danger" : "positive"}>
              {failure ? failureText(failure, status) : t("ok", { status: status ?? "" })}
            </Badge>
          </Td>
          <Td numeric className="whitespace-nowrap">
            {t("ms", { ms: formatInteger(durationMs) })}
          </Td>
          <Td className="max-w-md min-w-48">
            {excerpt && <span className="text-xs break-all">{excerpt.slice(0, 400)}</span>}
          </Td>
        </tr>
      ))}
    </Table>
  );
}
