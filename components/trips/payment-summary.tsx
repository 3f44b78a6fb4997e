import { useLocale, useTranslations } from "next-intl";
import { Card } from "@/components/ui/card";
import { DescriptionList } from "@/components/ui/description-list";
import { Money } from "@/components/ui/money";
import { formatInstant } from "@/i18n/format";
import type { PriceLineKind, ShownStatus } from "./types";

const kinds: readonly PriceLineKind[] = ["FARE", "FUEL_SURCHARGE", "AIRPORT_CHARGE", "DEPARTURE_LEVY"];

/** What the trip costs by kind of charge, for the whole party, and whether it has been paid. */
export function PaymentSummary({
  status,
  lines,
  totalAmount,
  paidAt,
}: {
  status: ShownStatus;
  lines: readonly { kind: PriceLineKind; amount: number }[];
  totalAmount: number;
  paidAt: Date | string | null;
}) {
  const t = useTranslations("trips.payment");
  const locale = useLocale();
  const sumOf = (kind: PriceLineKind) =>
    lines.filter((line) => line.kind === kind).reduce((sum, line) => sum + line.amount, 0);
  const unpaid = t(status === "CHARGING" ? "charging" : status === "HELD" ? "unpaid" : "neverPaid");
  return (
    <Card as="section" title={t("title")}>
      <DescriptionList
        look="sums"
        items={[
          ...kinds
            .map((kind) => ({ kind, amount: sumOf(kind) }))
            .filter(({ kind, amount }) => kind === "FARE" || amount > 0)
            .map(({ kind, amount }) => ({ term: t(`kind.${kind}`), value: <Money amountKrw={amount} /> })),
          { term: t("total"), value: <Money amountKrw={totalAmount} />, strong: true },
        ]}
      />
      <p className="mt-3 text-sm text-ink-muted">
        {paidAt ? t("paidAt", { at: formatInstant(paidAt, "Asia/Seoul", "dateTime", locale) }) : unpaid}
      </p>
    </Card>
  );
}
