import { useTranslations } from "next-intl";
import { DateTime } from "@/components/ui/date-time";
import { Money } from "@/components/ui/money";
import { PageLink } from "@/components/ui/page-link";
import { Table, Td, Th } from "@/components/ui/table";
import type { FoundReservation } from "@/server/reservation/schemas";
import { ReservationStatusBadge } from "./reservation-status";

/** The reservations that were found. Each leads to its own page. */
export function ReservationTable({ rows }: { rows: readonly FoundReservation[] }) {
  const t = useTranslations("admin.reservations");
  return (
    <Table
      caption={t("title")}
      head={
        <>
          <Th>{t("locator")}</Th>
          <Th>{t("status")}</Th>
          <Th>{t("passenger")}</Th>
          <Th>{t("itinerary")}</Th>
          <Th numeric>{t("total")}</Th>
          <Th>{t("heldAt")}</Th>
        </>
      }
    >
      {rows.map((row) => (
        <ReservationRow key={row.id} row={row} />
      ))}
    </Table>
  );
}

function ReservationRow({ row }: { row: FoundReservation }) {
  const t = useTranslations("admin.reservations");
  return (
    <tr>
      <Td>
        <PageLink
          href={`/admin/reservations/${row.id}`}
          className="inline-flex min-h-6 items-center font-bold text-brand-text hover:underline"
        >
          {row.locator}
        </PageLink>
      </Td>
      <Td>
        <ReservationStatusBadge status={row.status} />
      </Td>
      <Td>
        <span className="whitespace-nowrap">
          {row.lead ?? t("noName")}
          {row.passengers > 1 && ` ${t("others", { count: row.passengers - 1 })}`}
        </span>
        <span className="block text-xs text-ink-muted">{row.contactEmail}</span>
      </Td>
      <Td>
        {row.segments.map((segment) => (
          <span key={`${segment.designator} ${segment.departureDate}`} className="block whitespace-nowrap">
            {segment.designator} {segment.origin} → {segment.destination}{" "}
            <time dateTime={segment.departureDate} className="text-ink-muted">
              {segment.departureDate}
            </time>
          </span>
        ))}
      </Td>
      <Td numeric className="whitespace-nowrap">
        <Money amountKrw={row.totalAmount} />
      </Td>
      <Td className="whitespace-nowrap">
        <DateTime at={row.heldAt} look="shortDateTime" />
      </Td>
    </tr>
  );
}
