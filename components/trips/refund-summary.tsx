import { useLocale, useTranslations } from "next-intl";
import { Badge } from "@/components/ui/badge";
import { Card } from "@/components/ui/card";
import { DescriptionList } from "@/components/ui/description-list";
import { Money } from "@/components/ui/money";
import { formatInstant } from "@/i18n/format";
import { KOREA_ZONE } from "@/server/shared/airline";
import type { RefundRow } from "./types";

/**
 * The refunds of a booking and whether the bank has completed them. `cancelled`: the sums of a cancelled booking.
 * `waivedAmount`: the fees that the airline left out.
 */
export function RefundSummary({
  cancelled,
  waivedAmount,
  refunds,
}: {
  cancelled: { paidAmount: number; refundAmount: number; inPart: boolean } | null;
  waivedAmount: number;
  refunds: readonly RefundRow[];
}) {
  const t = useTranslations("trips.refund");
  return (
    <Card as="section" title={t("title")}>
      {cancelled && (
        <DescriptionList
          look="sums"
          items={[
            { term: t("paid"), value: <Money amountKrw={cancelled.paidAmount} /> },
            {
              term: t(cancelled.inPart ? "feeAndFlown" : "fee"),
              value: <Money amountKrw={cancelled.refundAmount - cancelled.paidAmount - waivedAmount} />,
            },
            ...(waivedAmount > 0
              ? [{ term: t("feeWaived"), value: <Money amountKrw={waivedAmount} /> }]
              : []),
            { term: t("amount"), value: <Money amountKrw={cancelled.refundAmount} />, strong: true },
          ]}
        />
      )}
      {!cancelled && waivedAmount > 0 && (
        <DescriptionList
          look="sums"
          items={[{ term: t("feeWaived"), value: <Money amountKrw={waivedAmount} /> }]}
        />
      )}
      {refunds.length === 0 ? (
        <p className="mt-3 text-sm text-ink-muted">{t("none")}</p>
      ) : (
        <ul className="mt-4 grid gap-3">
          {refunds.map((refund) => (
            <Refund key={refund.id ?? refund.reason} refund={refund} />
          ))}
        </ul>
      )}
    </Card>
  );
}

function Refund({ refund }: { refund: RefundRow }) {
  const t = useTranslations("trips.refund");
  const locale = useLocale();
  const done = refund.completedAt !== null;
  const state = refund.isDelayed ? "delayed" : "pending";
  return (
    <li className="grid gap-1 text-sm">
      <p className="flex flex-wrap items-center gap-2">
        <Badge tone={done ? "positive" : "warning"}>{t(done ? "completed" : state)}</Badge>
        {refund.reason === "REFUSED" && <span>{t("refused")}</span>}
        {refund.reason === "CHANGED" && <span>{t("changed")}</span>}
        <Money amountKrw={refund.amount} className="font-bold" />
      </p>
      <p className="text-ink-muted">
        {refund.completedAt
          ? `${t("completedAt", { at: formatInstant(refund.completedAt, KOREA_ZONE, "dateTime", locale) })}. ${t("bankNote")}`
          : t(`${state}Note`)}
      </p>
    </li>
  );
}
