import { useLocale, useTranslations } from "next-intl";
import { sumsByKind } from "@/components/booking/price-table";
import { Card } from "@/components/ui/card";
import { DescriptionList } from "@/components/ui/description-list";
import { Money } from "@/components/ui/money";
import { formatInstant } from "@/i18n/format";
import { KOREA_ZONE } from "@/server/shared/airline";
import type { PriceLineKind, ShownStatus } from "./types";

/** The price of the trip by kind of charge, for the whole party, and whether it has been paid. */
export function PaymentSummary({
  status,
  lines,
  feesAmount,
  totalAmount,
  paidAt,
  paidIn = null,
}: {
  status: ShownStatus;
  lines: readonly { kind: PriceLineKind; amount: number }[];
  /** The fees of changes and part cancellations, in whole won: part of the total that is shown. */
  feesAmount: number;
  totalAmount: number;
  paidAt: Date | string | null;
  /** The locator of the booking that it was paid in, before it was split from that one. */
  paidIn?: string | null;
}) {
  const t = useTranslations("trips.payment");
  const locale = useLocale();
  const unpaid = t(status === "CHARGING" ? "charging" : status === "HELD" ? "unpaid" : "neverPaid");
  return (
    <Card as="section" title={t("title")}>
      <DescriptionList
        look="sums"
        items={[
          ...sumsByKind(lines).map(({ kind, amount }) => ({
            term: t(`kind.${kind}`),
            value: <Money amountKrw={amount} />,
          })),
          ...(feesAmount > 0 ? [{ term: t("fees"), value: <Money amountKrw={feesAmount} /> }] : []),
          { term: t("total"), value: <Money amountKrw={totalAmount + feesAmount} />, strong: true },
        ]}
      />
      <p className="mt-3 text-sm text-ink-muted">
        {paidAt && t("paidAt", { at: formatInstant(paidAt, KOREA_ZONE, "dateTime", locale) })}
        {!paidAt && (paidIn ? t("paidIn", { locator: paidIn }) : unpaid)}
      </p>
    </Card>
  );
}
