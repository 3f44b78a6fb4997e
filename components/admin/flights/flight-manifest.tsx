import { Users } from "lucide-react";
import { useTranslations } from "next-intl";
import { Badge } from "@/components/ui/badge";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { LinkButton } from "@/components/ui/link-button";
import { PageLink } from "@/components/ui/page-link";
import { Table, Td, Th } from "@/components/ui/table";
import type { ManifestRow } from "@/server/reservation/schemas";
import { brandName } from "./names";

/** The passengers of a flight by name, with a link to all that is known of them. */
export function FlightManifest({
  flightId,
  isCancelled,
  rows,
}: {
  flightId: number;
  isCancelled: boolean;
  rows: readonly ManifestRow[];
}) {
  const t = useTranslations("admin.manifest");
  return (
    <Card
      as="section"
      title={t("title", { count: rows.length })}
      action={
        rows.length > 0 && (
          <LinkButton href={`/admin/flights/${flightId}/manifest`} variant="secondary" size="sm">
            {t("full")}
          </LinkButton>
        )
      }
    >
      {rows.length === 0 ? (
        <EmptyState icon={Users} title={t(isCancelled ? "noneLeft" : "none")} />
      ) : (
        <ManifestTable rows={rows} />
      )}
    </Card>
  );
}

function ManifestTable({ rows }: { rows: readonly ManifestRow[] }) {
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
