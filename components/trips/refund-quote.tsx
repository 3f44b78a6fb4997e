import { useLocale, useTranslations } from "next-intl";
import { HoldCountdown } from "@/components/booking/hold-countdown";
import { legText } from "@/components/flight/route-text";
import { Card } from "@/components/ui/card";
import { DescriptionList } from "@/components/ui/description-list";
import { Money } from "@/components/ui/money";
import { formatInstant, formatInteger } from "@/i18n/format";
import { KOREA_ZONE } from "@/server/shared/airline";
import type { OfferedRefund, Trip } from "./types";

type Props = {
  trip: Trip;
  quote: OfferedRefund;
  creditedMiles: number;
  /** Staff read it. */
  staff?: boolean;
};

/** The offered refund: each deduction by passenger and flight, the fees left out, and how long the offer is valid. */
export function RefundQuote({ trip, quote, creditedMiles, staff = false }: Props) {
  const t = useTranslations("trips.cancel");
  const locale = useLocale();
  const route = (index: number) => {
    const leg = trip.segments[index];
    return leg ? legText(leg, locale) : "";
  };
  return (
    <Card as="section" title={t("quote")} className="grid gap-4">
      <DescriptionList
        look="sums"
        items={[
          { term: t(quote.whole ? "paid" : "paidPart"), value: <Money amountKrw={quote.paidAmount} /> },
          ...quote.deductions.map((d) => ({
            term: (
              <>
                {t(`deduction.${d.reason}`)}
                <span className="block text-sm">
                  {[trip.passengers[d.passengerIndex]?.ticketName, route(d.segmentIndex)]
                    .filter(Boolean)
                    .join(" · ")}
                </span>
              </>
            ),
            value: <Money amountKrw={-d.amount} className="whitespace-nowrap" />,
          })),
          ...(quote.waivedAmount > 0
            ? [{ term: t("feeWaived"), value: <Money amountKrw={quote.waivedAmount} /> }]
            : []),
          { term: t("refund"), value: <Money amountKrw={quote.refundAmount} />, strong: true },
        ]}
      />
      <QuoteNotes quote={quote} creditedMiles={creditedMiles} staff={staff} route={route} />
      <div>
        <HoldCountdown deadline={quote.expiresAt} serverNow={quote.now} label={t("validFor")} />
      </div>
    </Card>
  );
}

function QuoteNotes({
  quote,
  creditedMiles,
  staff,
  route,
}: Required<Omit<Props, "trip">> & { route: (segmentIndex: number) => string }) {
  const t = useTranslations("trips.cancel");
  const locale = useLocale();
  return (
    <ul className="grid list-disc gap-1 pl-5 text-sm text-ink-muted">
      {quote.waivers.map((waiver) => (
        <li key={waiver.segmentIndex} className="font-semibold text-positive-text">
          {route(waiver.segmentIndex)}: {t(`waiver.${waiver.reason}`)}
        </li>
      ))}
      {quote.deductions.length > 0 && <li>{t("taxes")}</li>}
      {quote.standings.includes("DEPARTED") && <li>{t(staff ? "missedStaff" : "missed")}</li>}
      {quote.refundAmount > 0 && <li>{t("toMeans")}</li>}
      {creditedMiles > 0 && <li>{t("miles", { miles: formatInteger(creditedMiles) })}</li>}
      <li>{t("validUntil", { at: formatInstant(quote.expiresAt, KOREA_ZONE, "dateTime", locale) })}</li>
    </ul>
  );
}
