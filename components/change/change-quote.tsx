import { useLocale, useTranslations } from "next-intl";
import { HoldCountdown } from "@/components/booking/hold-countdown";
import { legText } from "@/components/flight/route-text";
import { Card } from "@/components/ui/card";
import { DescriptionList } from "@/components/ui/description-list";
import { Money } from "@/components/ui/money";
import { formatInstant } from "@/i18n/format";
import { KOREA_ZONE } from "@/server/shared/airline";
import { ChangeLines } from "./change-lines";
import { changeTable } from "./change-table";
import type { OfferedChange } from "./types";

type Props = {
  quote: OfferedChange;
  /** The names of the passengers, by their places. */
  names: readonly string[];
};

/** The price of a change: each amount by flight and passenger, the total, what is waived, and how long it is valid. */
export function ChangeQuote({ quote, names }: Props) {
  const t = useTranslations("change.quote");
  const locale = useLocale();
  const route = (index: number) => {
    const flight = quote.flights.find(({ segmentIndex }) => segmentIndex === index);
    return flight ? legText(flight.to, locale) : "";
  };
  return (
    <Card as="section" title={t("lines")} className="grid grid-cols-1 gap-4">
      <Sums quote={quote} />
      {changeTable(quote.lines).map((row) => (
        <ChangeLines
          key={`${row.segmentIndex}.${row.passengerIndexes}`}
          caption={`${row.passengerIndexes.map((n) => names[n]).join(", ")} · ${route(row.segmentIndex)}`}
          row={row}
        />
      ))}
      <ul className="grid list-disc gap-1 pl-5 text-sm text-ink-muted">
        {quote.waivers.map(({ segmentIndex, reason }) => (
          <li key={segmentIndex} className="font-semibold text-positive-text">
            {route(segmentIndex)}: {t(`waiver.${reason}`)}
          </li>
        ))}
        {quote.forfeitedAmount > 0 && <li>{t("forfeitedWhy")}</li>}
        <li>{t("validUntil", { at: formatInstant(quote.expiresAt, KOREA_ZONE, "dateTime", locale) })}</li>
      </ul>
      <div>
        <HoldCountdown deadline={quote.expiresAt} serverNow={quote.now} label={t("validFor")} />
      </div>
    </Card>
  );
}

function Sums({ quote }: Pick<Props, "quote">) {
  const t = useTranslations("change.quote");
  const { oldAmount, newAmount, feeAmount, forfeitedAmount, waivedAmount, balance } = quote;
  const outcome = balance > 0 ? "toPay" : balance < 0 ? "toRefund" : "nothing";
  return (
    <DescriptionList
      look="sums"
      items={[
        { term: t("newAmount"), value: <Money amountKrw={newAmount} /> },
        { term: t("oldAmount"), value: <Money amountKrw={-oldAmount} className="whitespace-nowrap" /> },
        ...(feeAmount > 0 ? [{ term: t("fee"), value: <Money amountKrw={feeAmount} /> }] : []),
        ...(feeAmount === 0 && quote.waivers.length > 0
          ? [{ term: t("feeWaived"), value: <Money amountKrw={0} /> }]
          : []),
        ...(forfeitedAmount > 0
          ? [{ term: t("forfeited"), value: <Money amountKrw={forfeitedAmount} /> }]
          : []),
        ...(waivedAmount > 0 ? [{ term: t("feeWaived"), value: <Money amountKrw={-waivedAmount} /> }] : []),
        { term: t(outcome), value: <Money amountKrw={Math.abs(balance)} />, strong: true },
      ]}
    />
  );
}
