import { useTranslations } from "next-intl";
import { Badge } from "@/components/ui/badge";
import { DateTime } from "@/components/ui/date-time";
import { PageLink } from "@/components/ui/page-link";
import { Table, Td, Th } from "@/components/ui/table";
import type { Locale } from "@/server/shared/airline";

type Row = {
  id: string;
  name: string;
  email: string;
  isStaff: boolean;
  locale: Locale;
  joinedAt: Date;
  lastBookedAt: Date | null;
};
type Sort = "name" | "joined" | "booked";

/** The customers that were found. Each leads to a page of their own; a head with a link sorts by its column. */
export function CustomerTable({
  rows,
  sortOf,
}: {
  rows: readonly Row[];
  sortOf: (sort: Sort) => { href: string; direction: "ascending" | "descending" | null };
}) {
  const t = useTranslations("admin.customers");
  return (
    <Table
      caption={t("title")}
      head={
        <>
          <Th sort={sortOf("name")}>{t("name")}</Th>
          <Th>{t("email")}</Th>
          <Th>{t("language")}</Th>
          <Th sort={sortOf("joined")}>{t("joined")}</Th>
          <Th sort={sortOf("booked")}>{t("lastBooked")}</Th>
        </>
      }
    >
      {rows.map((row) => (
        <CustomerRow key={row.id} row={row} />
      ))}
    </Table>
  );
}

function CustomerRow({ row }: { row: Row }) {
  const t = useTranslations("admin.customers");
  const language = useTranslations("admin.reservation.languages");
  return (
    <tr>
      <Td className="min-w-32">
        <PageLink
          href={`/admin/customers/${row.id}`}
          prefetch={false}
          className="inline-flex min-h-6 items-center font-bold text-brand-text hover:underline"
        >
          {row.name}
        </PageLink>{" "}
        {row.isStaff && <Badge tone="info">{t("staff")}</Badge>}
      </Td>
      <Td>{row.email}</Td>
      <Td className="whitespace-nowrap">{language(row.locale)}</Td>
      <Td className="whitespace-nowrap">
        <DateTime at={row.joinedAt} look="shortDateTime" />
      </Td>
      <Td className="whitespace-nowrap">
        {row.lastBookedAt ? <DateTime at={row.lastBookedAt} look="shortDateTime" /> : "–"}
      </Td>
    </tr>
  );
}
