import { useLocale, useTranslations } from "next-intl";
import { Badge } from "@/components/ui/badge";
import { PageLink } from "@/components/ui/page-link";
import { Table, Td, Th } from "@/components/ui/table";
import { countryName } from "@/i18n/format";
import { formatPhone, type ManifestRow } from "@/server/reservation/schemas";
import { brandName } from "./names";

type SortOf = (sort: "name" | "seat") => { href: string; direction: "ascending" | null };

/** The passengers of a flight with all that staff may see of them. */
export function FullManifest({ rows, sortOf }: { rows: readonly ManifestRow[]; sortOf: SortOf }) {
  const t = useTranslations("admin.manifest");
  return (
    <Table
      caption={t("caption")}
      head={
        <>
          <Th sort={sortOf("seat")}>{t("seat")}</Th>
          <Th sort={sortOf("name")}>{t("name")}</Th>
          <Th>{t("type")}</Th>
          <Th>{t("birthDate")}</Th>
          <Th>{t("gender")}</Th>
          <Th>{t("nationality")}</Th>
          <Th>{t("companion")}</Th>
          <Th>{t("contact")}</Th>
          <Th>{t("brand")}</Th>
          <Th numeric>{t("baggage")}</Th>
          <Th>{t("locator")}</Th>
          <Th>{t("ticket")}</Th>
        </>
      }
    >
      {rows.map((row) => (
        <tr key={`${row.reservationId} ${row.name} ${row.ticketNumber}`}>
          <PersonalCells row={row} />
          <BookingCells row={row} />
        </tr>
      ))}
    </Table>
  );
}

function PersonalCells({ row }: { row: ManifestRow }) {
  const t = useTranslations("admin.manifest");
  const types = useTranslations("admin.passengerTypes");
  const locale = useLocale();
  return (
    <>
      <Td className="font-semibold">{row.seat ?? "—"}</Td>
      <Td className="font-semibold whitespace-nowrap">
        {row.name} {row.duplicate && <Badge tone="warning">{t("duplicate")}</Badge>}
      </Td>
      <Td className="whitespace-nowrap">{types(row.type)}</Td>
      <Td className="whitespace-nowrap">
        {row.birthDate ?? "—"}
        {row.age !== null && <span className="block text-ink-muted">{t("ageValue", { age: row.age })}</span>}
      </Td>
      <Td>{row.gender ? t(`genders.${row.gender}`) : "—"}</Td>
      <Td>{row.nationality ? countryName(row.nationality, locale) : "—"}</Td>
      <Td className="whitespace-nowrap">
        {row.companion ? (
          <>
            {row.companion.name}
            <span className="block text-ink-muted">
              {t(row.type === "INFANT" ? "guardian" : "together")} · {row.companion.seat ?? "—"}
            </span>
          </>
        ) : (
          "—"
        )}
      </Td>
    </>
  );
}

function BookingCells({ row }: { row: ManifestRow }) {
  const brands = useTranslations("admin.brands");
  return (
    <>
      <Td>
        {row.contactPhone && <span className="block whitespace-nowrap">{formatPhone(row.contactPhone)}</span>}
        <span className="text-ink-muted">{row.contactEmail}</span>
      </Td>
      <Td className="whitespace-nowrap">{brandName(brands, row.brand)}</Td>
      <Td numeric className="whitespace-nowrap">
        {row.checkedBaggageKg ?? "—"}
      </Td>
      <Td>
        <PageLink
          href={`/admin/reservations/${row.reservationId}`}
          className="inline-flex min-h-6 items-center font-semibold text-brand-text hover:underline"
        >
          {row.locator}
        </PageLink>
      </Td>
      <Td className="whitespace-nowrap">{row.ticketNumber ?? "—"}</Td>
    </>
  );
}
