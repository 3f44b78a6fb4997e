import { useTranslations } from "next-intl";
import type { SaleEventStatus } from "@/server/waiting-room/schemas";

/** How everybody can check the lottery. `placeId`: what is drawn for this visitor. */
export function LotteryNote({ status, placeId }: { status: SaleEventStatus; placeId?: string }) {
  const t = useTranslations("waiting");
  const facts = [
    { term: t("seedHash"), value: status.seedHash },
    { term: t("seed"), value: status.seed ?? t("notYet") },
    ...(placeId ? [{ term: t("placeId"), value: placeId }] : []),
  ];
  return (
    <details className="mt-4 text-sm text-ink-muted">
      <summary className="min-h-11 cursor-pointer py-2.5 font-semibold">{t("fairTitle")}</summary>
      <p>{t("fairText")}</p>
      <dl className="mt-2 grid gap-2">
        {facts.map(({ term, value }) => (
          <div key={term}>
            <dt>{term}</dt>
            <dd className="font-mono text-xs break-all">{value}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
}
