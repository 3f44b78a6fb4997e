import { useLocale, useTranslations } from "next-intl";
import { Money } from "@/components/ui/money";
import { Table, Td, Th } from "@/components/ui/table";
import { formatInteger, formatLocalDate } from "@/i18n/format";
import type { DailyFigures } from "@/server/reservation/schemas";

/** Sales and cancellations day by day. */
export function DailyTable({ days }: { days: readonly DailyFigures[] }) {
  const t = useTranslations("admin.overview");
  const locale = useLocale();
  return (
    <Table
      caption={t("lastDays")}
      head={
        <>
          <Th>{t("day")}</Th>
          <Th numeric>{t("bookings")}</Th>
          <Th numeric>{t("passengers")}</Th>
          <Th numeric>{t("revenue")}</Th>
          <Th numeric>{t("cancellations")}</Th>
          <Th numeric>{t("refunds")}</Th>
        </>
      }
    >
      {days.map((day) => (
        <tr key={day.date}>
          <Td className="font-semibold whitespace-nowrap">
            <time dateTime={day.date}>{formatLocalDate(day.date, "shortDate", locale)}</time>
          </Td>
          <Td numeric>{formatInteger(day.bookings)}</Td>
          <Td numeric>{formatInteger(day.passengers)}</Td>
          <Td numeric className="whitespace-nowrap">
            <Money amountKrw={day.revenue} />
          </Td>
          <Td numeric>{formatInteger(day.cancellations)}</Td>
          <Td numeric className="whitespace-nowrap">
            <Money amountKrw={day.refunds} />
          </Td>
        </tr>
      ))}
    </Table>
  );
}
