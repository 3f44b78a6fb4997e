import { clsx } from "clsx";
import { useTranslations } from "next-intl";
import { Card } from "@/components/ui/card";
import { Money } from "@/components/ui/money";
import { Table, Td, Th } from "@/components/ui/table";
import { rowsByType, sumsByKind } from "./price-table";
import type { Booking } from "./types";

/** Every charge of a booking, for each type of passenger. The table fits on a phone. */
export function PriceLines({ booking }: { booking: Booking }) {
  const t = useTranslations("booking");
  const types = rowsByType(booking.priceLines, booking.passengers);
  const narrow = "max-sm:px-1 max-sm:first:pl-2 max-sm:last:pr-2";
  const head = clsx("px-3 py-2 text-left", narrow);
  return (
    <Card as="section" title={t("priceLines")}>
      <Table
        caption={t("priceLines")}
        head={
          <>
            <Th className={narrow}>{t("charge")}</Th>
            {types.map(({ type, count }) => (
              <Th key={type} numeric className={narrow}>
                {t("typeCount", { type: t(`types.${type}`), count })}
              </Th>
            ))}
          </>
        }
      >
        {sumsByKind(booking.priceLines).map(({ kind }) => (
          <tr key={kind}>
            <th scope="row" className={clsx(head, "font-normal text-ink-muted")}>
              {t(`lines.${kind}`)}
            </th>
            {types.map(({ type, amounts }) => (
              <Td key={type} numeric className={narrow}>
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
            <Td key={type} numeric className={narrow}>
              <Money amountKrw={total} />
            </Td>
          ))}
        </tr>
      </Table>
      <Total booking={booking} />
    </Card>
  );
}

/** The total, whether it is for one way or both, and what may still change. */
function Total({ booking }: { booking: Booking }) {
  const t = useTranslations("booking");
  return (
    <>
      <p className="flex items-baseline justify-between gap-4 pt-4 text-lg font-bold">
        <span>{t(`tripTotal.${booking.segments.length > 1 ? "return" : "oneway"}`)}</span>
        <Money amountKrw={booking.totalAmount} />
      </p>
      <p className="pt-2 text-sm text-ink-muted">
        {t("totalNote")} {t("operator")}
      </p>
    </>
  );
}
