import { useTranslations } from "next-intl";
import { DateTime } from "@/components/ui/date-time";
import { Money } from "@/components/ui/money";
import { PageLink } from "@/components/ui/page-link";
import { Table, Td, Th } from "@/components/ui/table";
import type { FoundReservation, ReservationSort } from "@/server/reservation/schemas";
import { ReservationStatusBadge } from "./reservation-status";

/** Reservations. Each leads to its own page; with `sortOf` the heads sort by their column. */
export function ReservationTable({
  rows,
  sortOf,
}: {
  rows: readonly FoundReservation[];
  sortOf?: (sort: ReservationSort) => { href: string; direction: "ascending" | "descending" | null };
}) {
  const t = useTranslations("admin.reservations");
  return (
    <Table
      caption={t("title")}
      head={
        <>
          <Th>{t("locator")}</Th>
          <Th sort={sortOf?.("status")}>{t("status")}</Th>
          <Th>{t("passenger")}</Th>
          <Th sort={sortOf?.("departure")}>{t("itinerary")}</Th>
          <Th numeric sort={sortOf?.("total")}>
            {t("total")}
          </Th>
          <Th sort={sortOf?.("booked")}>{t("heldAt")}</Th>
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
        <Money amountKrw={row.bookedAmount} />
        {row.totalAmount !== row.bookedAmount && (
          <span className="block text-xs text-ink-muted">
            {t("now")} <Money amountKrw={row.totalAmount} />
          </span>
        )}
      </Td>
      <Td className="whitespace-nowrap">
        <DateTime at={row.heldAt} look="shortDateTime" />
      </Td>
    </tr>
  );
}
