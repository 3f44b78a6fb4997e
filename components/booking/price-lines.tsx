import { useTranslations } from "next-intl";
import { Card } from "@/components/ui/card";
import { Money } from "@/components/ui/money";
import { Table, Td, Th } from "@/components/ui/table";
import { lineKinds, rowsByType } from "./price-table";
import type { Booking } from "./types";

/** Every sum that is to be paid: each kind of charge for each type of passenger. */
export function PriceLines({ booking }: { booking: Booking }) {
  const t = useTranslations("booking");
  const rows = rowsByType(booking.priceLines, booking.passengers);
  return (
    <Card as="section" title={t("priceLines")}>
      <Table
        caption={t("priceLines")}
        head={
          <>
            <Th>{t("passenger")}</Th>
            {lineKinds.map((kind) => (
              <Th key={kind} numeric>
                {t(`lines.${kind}`)}
              </Th>
            ))}
            <Th numeric>{t("sum")}</Th>
          </>
        }
      >
        {rows.map((row) => (
          <tr key={row.type}>
            <th scope="row" className="px-3 py-2 text-left font-semibold whitespace-nowrap">
              {t("typeCount", { type: t(`types.${row.type}`), count: row.count })}
            </th>
            {lineKinds.map((kind) => (
              <Td key={kind} numeric>
                <Money amountKrw={row.amounts[kind]} />
              </Td>
            ))}
            <Td numeric className="font-semibold">
              <Money amountKrw={row.total} />
            </Td>
          </tr>
        ))}
      </Table>
      <p className="flex items-baseline justify-between gap-4 pt-4 text-lg font-bold">
        <span>{t("total")}</span>
        <Money amountKrw={booking.totalAmount} />
      </p>
    </Card>
  );
}
