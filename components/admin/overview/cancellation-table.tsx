import { useTranslations } from "next-intl";
import { Money } from "@/components/ui/money";
import { Table, Td, Th } from "@/components/ui/table";
import { formatInteger } from "@/i18n/format";
import type { CancellationFigures } from "@/server/reservation/schemas";
import { percentText } from "./percent";

/** Cancellations of a period by who cancelled, beside the bookings of the same days. */
export function CancellationTable({
  causes,
  bookings,
}: {
  causes: readonly CancellationFigures[];
  bookings: number;
}) {
  const t = useTranslations("admin.overview");
  const all = causes.reduce((sum, { cancellations }) => sum + cancellations, 0);
  if (all === 0) return <p className="text-ink-muted">{t("noCancellations")}</p>;
  return (
    <Table
      caption={t("cancellationsByCause")}
      head={
        <>
          <Th>{t("cause")}</Th>
          <Th numeric>{t("cancellations")}</Th>
          <Th numeric>{t("share")}</Th>
          <Th numeric>{t("shareOfBookings")}</Th>
          <Th numeric>{t("refunds")}</Th>
        </>
      }
    >
      {causes.map(({ cause, cancellations, refunds }) => (
        <tr key={cause}>
          <Td className="font-semibold">{t(cause)}</Td>
          <Td numeric>{formatInteger(cancellations)}</Td>
          <Td numeric>{percentText(cancellations, all)}</Td>
          <Td numeric>{percentText(cancellations, bookings)}</Td>
          <Td numeric className="whitespace-nowrap">
            <Money amountKrw={refunds} />
          </Td>
        </tr>
      ))}
    </Table>
  );
}
