import { useLocale, useTranslations } from "next-intl";
import type { Booking } from "@/components/booking/types";
import { Card } from "@/components/ui/card";
import { DescriptionList } from "@/components/ui/description-list";
import { Money } from "@/components/ui/money";
import { formatLocalDate } from "@/i18n/format";

/** Locator, flights and total of a booking that is not confirmed. */
export function BookingInShort({
  booking: { locator, segments, totalAmount },
}: {
  booking: Pick<Booking, "locator" | "segments" | "totalAmount">;
}) {
  const t = useTranslations("payment");
  const locale = useLocale();
  return (
    <Card className="mx-auto mt-8 max-w-md">
      <DescriptionList
        look="sums"
        items={[
          { term: t("locator"), value: <span className="font-bold tracking-wider">{locator}</span> },
          {
            term: t("flights"),
            value: segments.map((flight) => (
              <span key={flight.position} className="block">
                {flight.origin} → {flight.destination} ·{" "}
                <span className="whitespace-nowrap">
                  {formatLocalDate(flight.departureDate, "shortDate", locale)}
                </span>
              </span>
            )),
          },
          { term: t("total"), value: <Money amountKrw={totalAmount} />, strong: true },
        ]}
      />
    </Card>
  );
}
