import { useTranslations } from "next-intl";
import { Card } from "@/components/ui/card";
import { Money } from "@/components/ui/money";
import { Table, Td, Th } from "@/components/ui/table";
import { rowsByType, sumsByKind } from "./price-table";
import type { Booking } from "./types";

/** Every sum that is to be paid: each kind of charge for each type of passenger. It fits on a phone. */
export function PriceLines({ booking }: { booking: Booking }) {
  const t = useTranslations("booking");
  const types = rowsByType(booking.priceLines, booking.passengers);
  const head = "px-2 py-2 text-left sm:px-3";
  return (
    <Card as="section" title={t("priceLines")}>
      <Table
        caption={t("priceLines")}
        head={
          <>
            <Th className="max-sm:px-2">{t("charge")}</Th>
            {types.map(({ type, count }) => (
              <Th key={type} numeric className="max-sm:px-2">
                {t("typeCount", { type: t(`types.${type}`), count })}
              </Th>
            ))}
          </>
        }
      >
        {sumsByKind(booking.priceLines).map(({ kind }) => (
          <tr key={kind}>
            <th scope="row" className={`${head} font-normal text-ink-muted`}>
              {t(`lines.${kind}`)}
            </th>
            {types.map(({ type, amounts }) => (
              <Td key={type} numeric className="max-sm:px-2">
                <Money amountKrw={amounts[kind]} />
              </Td>
            ))}
          </tr>
        ))}
        <tr className="font-semibold">
          <th scope="row" className={head}>
            {t("sum")}
          </th>
          {types.map(({ type, total }) => (
            <Td key={type} numeric className="max-sm:px-2">
              <Money amountKrw={total} />
            </Td>
          ))}
        </tr>
      </Table>
      <p className="flex items-baseline justify-between gap-4 pt-4 text-lg font-bold">
        <span>{t("total")}</span>
        <Money amountKrw={booking.totalAmount} />
      </p>
    </Card>
  );
}
