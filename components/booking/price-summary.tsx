import { useLocale, useTranslations } from "next-intl";
import { Card } from "@/components/ui/card";
import { DescriptionList } from "@/components/ui/description-list";
import { Money } from "@/components/ui/money";
import { formatInstant } from "@/i18n/format";
import { sumsByKind } from "./price-table";
import type { Booking } from "./types";

/** The flights in short, and their price by kind of charge. */
export function PriceSummary({ booking }: { booking: Booking }) {
  const t = useTranslations("booking");
  const locale = useLocale();
  const { adults, children, infants } = booking;
  return (
    <Card title={t("summary")}>
      <ul className="grid gap-3 pb-4">
        {booking.segments.map((flight) => (
          <li key={flight.position}>
            <p className="font-semibold">
              {flight.origin} → {flight.destination}
              <span className="font-normal text-ink-muted">
                {" "}
                · {flight.designator} · {locale === "ko" ? flight.rule.nameKo : flight.rule.nameEn}
              </span>
            </p>
            <p className="text-sm text-ink-muted">
              {formatInstant(flight.departsAt, flight.originZone, "shortDateTime", locale)}
            </p>
          </li>
        ))}
      </ul>
      <p className="pb-2 text-sm text-ink-muted">{t("party", { adults, children, infants })}</p>
      <DescriptionList
        look="sums"
        items={[
          ...sumsByKind(booking.priceLines).map(({ kind, amount }) => ({
            term: t(`lines.${kind}`),
            value: <Money amountKrw={amount} />,
          })),
          {
            term: t(`tripTotal.${booking.segments.length > 1 ? "return" : "oneway"}`),
            value: <Money amountKrw={booking.totalAmount} />,
            strong: true,
          },
        ]}
      />
    </Card>
  );
}
