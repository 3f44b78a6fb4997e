import { useTranslations } from "next-intl";
import { Card } from "@/components/ui/card";
import { DateTime } from "@/components/ui/date-time";
import { Table, Td, Th } from "@/components/ui/table";
import { formatInteger } from "@/i18n/format";

type Entry = {
  id: string;
  miles: number;
  designator: string;
  passengerName: string | null;
  origin: string;
  destination: string;
  createdAt: Date;
};

/** The miles that a booking credited, and those that were taken back. */
export function BookingMiles({ entries }: { entries: readonly Entry[] }) {
  const t = useTranslations("admin.miles");
  const sum = entries.reduce((total, entry) => total + entry.miles, 0);
  return (
    <Card as="section" title={t("title")}>
      {entries.length === 0 ? (
        <p className="text-ink-muted">{t("none")}</p>
      ) : (
        <div className="grid grid-cols-1 gap-2">
          <Table
            caption={t("title")}
            head={
              <>
                <Th>{t("at")}</Th>
                <Th>{t("flight")}</Th>
                <Th>{t("kind")}</Th>
                <Th numeric>{t("miles")}</Th>
              </>
            }
          >
            {entries.map((entry) => (
              <tr key={entry.id}>
                <Td className="whitespace-nowrap">
                  <DateTime at={entry.createdAt} look="shortDateTime" />
                </Td>
                <Td className="whitespace-nowrap">
                  {entry.designator} {entry.origin} → {entry.destination}
                  {entry.passengerName && (
                    <span className="block text-xs text-ink-muted">{entry.passengerName}</span>
                  )}
                </Td>
                <Td className="whitespace-nowrap">{t(entry.miles < 0 ? "reversed" : "credited")}</Td>
                <Td numeric className="font-semibold">
                  {entry.miles > 0 && "+"}
                  {formatInteger(entry.miles)}
                </Td>
              </tr>
            ))}
          </Table>
          <p className="text-right font-semibold">{t("sum", { miles: formatInteger(sum) })}</p>
        </div>
      )}
    </Card>
  );
}
