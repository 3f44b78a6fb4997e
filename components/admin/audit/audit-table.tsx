import { useMessages, useTranslations } from "next-intl";
import { DateTime } from "@/components/ui/date-time";
import { PageLink } from "@/components/ui/page-link";
import { Table, Td, Th } from "@/components/ui/table";
import type { AuditRow } from "@/server/assurance/schemas";
import { AuditChanges } from "./audit-changes";

const linkClass = "inline-flex min-h-6 items-center font-semibold text-brand-text hover:underline";

/** Who changed what and when, with the values before and after. */
export function AuditTable({
  rows,
  sortOf,
}: {
  rows: readonly AuditRow[];
  sortOf: (sort: "at") => { href: string; direction: "ascending" | "descending" | null };
}) {
  const t = useTranslations("admin.audit");
  return (
    <Table
      caption={t("title")}
      head={
        <>
          <Th sort={sortOf("at")}>{t("when")}</Th>
          <Th>{t("who")}</Th>
          <Th>{t("what")}</Th>
          <Th>{t("changes")}</Th>
        </>
      }
    >
      {rows.map((row) => (
        <tr key={row.id}>
          <Td className="whitespace-nowrap">
            <span title={row.at.toISOString()}>
              <DateTime at={row.at} look="shortDateTime" />
            </span>
            <span className="block text-xs text-ink-muted">
              {row.seal ? t("sealed", { seq: row.seal.seq }) : t("unsealed")}
            </span>
          </Td>
          <Td>
            <Who row={row} />
          </Td>
          <Td>
            <What row={row} />
          </Td>
          <Td className="min-w-64">
            <AuditChanges before={row.before} after={row.after} />
          </Td>
        </tr>
      ))}
    </Table>
  );
}

function Who({ row }: { row: AuditRow }) {
  const t = useTranslations("admin.audit");
  const roles: Record<string, string> = useMessages().admin.audit.roles;
  const { person, actorKind, actorId } = row;
  const name = person?.name ?? actorId ?? t("nobody");
  return (
    <>
      {actorId && actorKind !== "ANONYMOUS" ? (
        <PageLink href={`/admin/audit?person=${encodeURIComponent(actorId)}`} className={linkClass}>
          {name}
        </PageLink>
      ) : (
        name
      )}
      <span className="block text-xs text-ink-muted">
        {roles[person?.role ?? actorKind] ?? person?.role ?? actorKind}
        {person && ` · ${person.email}`}
      </span>
    </>
  );
}

function What({ row }: { row: AuditRow }) {
  const { actions, entities }: { actions: Record<string, string>; entities: Record<string, string> } =
    useMessages().admin.audit;
  return (
    <>
      <span className="font-semibold">{actions[row.action] ?? row.action}</span>
      <span className="block">
        {entities[row.entity] ?? row.entity} <Target row={row} />
      </span>
    </>
  );
}

/** Leads to the page of what was changed. What has no page of its own shows its id. */
function Target({ row }: { row: AuditRow }) {
  const { entity, entityId, reservation, flight } = row;
  const page = reservation
    ? { href: `/admin/reservations/${reservation.id}`, text: reservation.locator }
    : entity === "flight"
      ? { href: `/admin/flights/${entityId}`, text: flight ?? entityId }
      : entity === "user"
        ? { href: `/admin/customers/${entityId}`, text: entityId }
        : null;
  if (!page) return <span className="text-xs break-all text-ink-muted">{entityId}</span>;
  return (
    <PageLink href={page.href} className={linkClass}>
      {page.text}
    </PageLink>
  );
}
