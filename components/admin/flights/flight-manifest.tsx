import { useTranslations } from "next-intl";
import { Badge } from "@/components/ui/badge";
import { PageLink } from "@/components/ui/page-link";
import { Table, Td, Th } from "@/components/ui/table";
import type { ManifestRow } from "@/server/reservation/schemas";
import { brandName } from "./names";

/** Who flies, by name. */
export function ManifestTable({ rows }: { rows: readonly ManifestRow[] }) {
  const t = useTranslations("admin.manifest");
  const brands = useTranslations("admin.brands");
  const types = useTranslations("admin.passengerTypes");
  return (
    <Table
      caption={t("caption")}
      head={
        <>
          <Th>{t("name")}</Th>
          <Th>{t("type")}</Th>
          <Th>{t("seat")}</Th>
          <Th>{t("brand")}</Th>
          <Th>{t("locator")}</Th>
          <Th>{t("ticket")}</Th>
        </>
      }
    >
      {rows.map((row) => (
        <tr key={`${row.reservationId} ${row.name} ${row.ticketNumber}`}>
          <Td className="font-semibold whitespace-nowrap">
            {row.name} {row.duplicate && <Badge tone="warning">{t("duplicate")}</Badge>}
          </Td>
          <Td className="whitespace-nowrap">{types(row.type)}</Td>
          <Td>{row.seat ?? "–"}</Td>
          <Td className="whitespace-nowrap">{brandName(brands, row.brand)}</Td>
          <Td>
            <PageLink
              href={`/admin/reservations/${row.reservationId}`}
              className="inline-flex min-h-6 items-center font-semibold text-brand-text hover:underline"
            >
              {row.locator}
            </PageLink>
          </Td>
          <Td className="whitespace-nowrap">{row.ticketNumber ?? "–"}</Td>
        </tr>
      ))}
    </Table>
  );
}
