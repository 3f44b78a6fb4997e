import { clsx } from "clsx";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Money } from "@/components/ui/money";
import { Table, Td, Th } from "@/components/ui/table";
import type { ChangePriceRow } from "./change-table";
import { Difference } from "./difference";

const narrow = "max-sm:px-1 max-sm:first:pl-2 max-sm:last:pr-2";

/** Every amount of each of the named passengers on one exchanged flight: before, after, and the difference. */
export function ChangeLines({ caption, row }: { caption: string; row: ChangePriceRow }) {
  const t = useTranslations("change.quote");
  const kind = useTranslations("booking.lines");
  return (
    <Table
      caption={caption}
      showCaption
      head={
        <>
          <Th className={narrow}>{t("item")}</Th>
          {(["old", "new", "difference"] as const).map((key) => (
            <Th key={key} numeric className={narrow}>
              {t(key)}
            </Th>
          ))}
        </>
      }
    >
      {row.kinds.map((each) => (
        <tr key={each.kind}>
          <RowHead>{kind(each.kind)}</RowHead>
          <Td numeric className={narrow}>
            <Money amountKrw={each.old} />
          </Td>
          <Td numeric className={narrow}>
            <Money amountKrw={each.instead} />
          </Td>
          <Amount amount={each.instead - each.old} />
        </tr>
      ))}
      {row.fee > 0 && <Addition name={t("fee")} amount={row.fee} />}
      {row.forfeited > 0 && <Addition name={t("forfeited")} amount={row.forfeited} />}
      {row.waived > 0 && <Addition name={t("feeWaived")} amount={-row.waived} />}
      <tr className="font-semibold">
        <RowHead span={3} strong>
          {t("passengerSum")}
        </RowHead>
        <Amount amount={row.balance} />
      </tr>
    </Table>
  );
}

/** An amount that only adds to the difference. */
function Addition({ name, amount }: { name: string; amount: number }) {
  return (
    <tr>
      <RowHead span={3}>{name}</RowHead>
      <Amount amount={amount} />
    </tr>
  );
}

function RowHead({
  span,
  strong = false,
  children,
}: {
  span?: number;
  strong?: boolean;
  children: ReactNode;
}) {
  return (
    <th
      scope="row"
      colSpan={span}
      className={clsx("px-3 py-2 text-left", narrow, !strong && "font-normal text-ink-muted")}
    >
      {children}
    </th>
  );
}

const Amount = ({ amount }: { amount: number }) => (
  <Td numeric className={clsx(narrow, "whitespace-nowrap")}>
    {amount === 0 ? <Money amountKrw={0} /> : <Difference amountKrw={amount} />}
  </Td>
);
