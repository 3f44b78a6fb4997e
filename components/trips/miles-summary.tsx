import { useTranslations } from "next-intl";
import { Card } from "@/components/ui/card";
import { DescriptionList } from "@/components/ui/description-list";
import { formatInteger } from "@/i18n/format";

type Entry = { id: string; kind: "ACCRUAL" | "REVERSAL"; miles: number; designator: string };

/** The miles that a booking earned and lost. `empty` says why there are none. */
export function MilesSummary({
  entries,
  empty,
}: {
  entries: readonly Entry[];
  empty: "pending" | "none" | "beforePayment" | "noneEnded";
}) {
  const t = useTranslations("trips.miles");
  const amount = (miles: number) => t("amount", { miles: `${miles > 0 ? "+" : ""}${formatInteger(miles)}` });
  const total = entries.reduce((sum, entry) => sum + entry.miles, 0);
  return (
    <Card as="section" title={t("title")}>
      {entries.length === 0 ? (
        <p className="text-ink-muted">{t(empty)}</p>
      ) : (
        <>
          <DescriptionList
            look="sums"
            items={[
              ...byFlight(entries).map(({ designator, kind, miles }) => ({
                term: `${designator} ${t(kind === "ACCRUAL" ? "accrual" : "reversal")}`,
                value: amount(miles),
              })),
              { term: t("sum"), value: amount(total), strong: true },
            ]}
          />
          {total > 0 && <p className="mt-3 text-sm text-ink-muted">{t("usable")}</p>}
        </>
      )}
    </Card>
  );
}

/** The ledger has an entry per passenger; the customer reads one line per flight and kind. */
function byFlight(entries: readonly Entry[]) {
  const lines = new Map<string, Pick<Entry, "designator" | "kind" | "miles">>();
  for (const { designator, kind, miles } of entries) {
    const key = `${kind} ${designator}`;
    lines.set(key, { designator, kind, miles: (lines.get(key)?.miles ?? 0) + miles });
  }
  return [...lines.values()];
}
