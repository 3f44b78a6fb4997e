import { useTranslations } from "next-intl";
import { DateTime } from "@/components/ui/date-time";
import { PageLink } from "@/components/ui/page-link";
import { Table, Td, Th } from "@/components/ui/table";
import { formatInteger } from "@/i18n/format";

type Entry = {
  id: string;
  kind: "ACCRUAL" | "REVERSAL" | "ADJUSTMENT";
  miles: number;
  reservationId: string | null;
  locator: string | null;
  designator: string | null;
  origin: string | null;
  destination: string | null;
  passengerName: string | null;
  reason: string | null;
  adjustedByEmail: string | null;
  usableFrom: Date;
  expiresAt: Date;
  createdAt: Date;
};

/** A customer's ledger with the reasons of adjustments. */
export function MemberLedger({ entries }: { entries: readonly Entry[] }) {
  const t = useTranslations("admin.miles");
  return (
    <Table
      caption={t("title")}
      head={
        <>
          <Th>{t("at")}</Th>
          <Th>{t("kind")}</Th>
          <Th>{t("about")}</Th>
          <Th numeric>{t("miles")}</Th>
          <Th>{t("validity")}</Th>
        </>
      }
    >
      {entries.map((entry) => (
        <tr key={entry.id}>
          <Td className="whitespace-nowrap">
            <DateTime at={entry.createdAt} look="shortDateTime" />
          </Td>
          <Td className="whitespace-nowrap">{t(`kinds.${entry.kind}`)}</Td>
          <Td className="min-w-48">
            {entry.kind === "ADJUSTMENT" ? <Adjustment entry={entry} /> : <Flown entry={entry} />}
          </Td>
          <Td numeric className="font-semibold">
            {entry.miles > 0 && "+"}
            {formatInteger(entry.miles)}
          </Td>
          <Td className="whitespace-nowrap">
            <DateTime at={entry.usableFrom} look="date" /> – <DateTime at={entry.expiresAt} look="date" />
          </Td>
        </tr>
      ))}
    </Table>
  );
}

function Adjustment({ entry }: { entry: Entry }) {
  return (
    <>
      <span className="whitespace-pre-line">{entry.reason}</span>
      <span className="block text-xs text-ink-muted">{entry.adjustedByEmail}</span>
    </>
  );
}

function Flown({ entry }: { entry: Entry }) {
  return (
    <>
      {entry.designator} {entry.origin} → {entry.destination}{" "}
      <PageLink
        href={`/admin/reservations/${entry.reservationId}`}
        prefetch={false}
        className="inline-flex min-h-6 items-center font-bold text-brand-text hover:underline"
      >
        {entry.locator}
      </PageLink>
      {entry.passengerName && <span className="block text-xs text-ink-muted">{entry.passengerName}</span>}
    </>
  );
}
