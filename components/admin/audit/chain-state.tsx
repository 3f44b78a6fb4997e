import { useTranslations } from "next-intl";
import { Badge } from "@/components/ui/badge";
import { DateTime } from "@/components/ui/date-time";
import { formatInteger } from "@/i18n/format";
import type { AuditChain } from "@/server/assurance/schemas";

/** How far the hash chain goes, and what the last check of the whole chain found. The hash can be noted down elsewhere. */
export function ChainState({ chain: { head, checked } }: { chain: AuditChain }) {
  const t = useTranslations("admin.audit.chain");
  return (
    <section
      aria-label={t("title")}
      className="mb-4 grid grid-cols-1 gap-1 rounded-card border border-line p-3 text-sm"
    >
      <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <strong>{t("title")}</strong>
        {checked && (
          <Badge tone={checked.broken === 0 ? "positive" : "danger"}>
            {t(checked.broken === 0 ? "whole" : "broken")}
          </Badge>
        )}
        {checked ? (
          <span className="text-ink-muted">
            {t("checked", { rows: formatInteger(Number(checked.seq)) })}{" "}
            <DateTime at={checked.at} look="shortDateTime" />
          </span>
        ) : (
          <span className="text-ink-muted">{t("notChecked")}</span>
        )}
      </p>
      {head && (
        <p className="text-xs break-all text-ink-muted">
          {t("head", { seq: formatInteger(Number(head.seq)) })} <code className="break-all">{head.hash}</code>
        </p>
      )}
    </section>
  );
}
