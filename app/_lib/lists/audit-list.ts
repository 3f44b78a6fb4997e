import { csvResponse, csvRows } from "@/app/_lib/http/csv-response";
import { exportAudit } from "@/server/assurance";
import { type AuditRow, auditFilter } from "@/server/assurance/schemas";
import type { RequestContext } from "@/server/shared/context";
import { parse } from "@/server/shared/parse";
import { askedOrder } from "./list-address";

/** The order that an address asks for: the newest first, unless it says otherwise. */
export const auditOrderOf = (raw: Record<string, string>) =>
  askedOrder(raw, ["at"] as const, { sort: "at", descending: true });

/** The same in both languages: programs read this file too. */
const head = [
  ...["number", "at", "actor_kind", "actor_id", "name", "role", "email", "action", "entity", "entity_id"],
  ...["locator", "before", "after", "seal", "hash"],
];

const json = (value: unknown) => (value === null || value === undefined ? null : JSON.stringify(value));

const cellsOf = (row: AuditRow) => [
  ...[row.id, row.at.toISOString(), row.actorKind, row.actorId],
  ...[row.person?.name ?? null, row.person?.role ?? null, row.person?.email ?? null],
  ...[row.action, row.entity, row.entityId, row.reservation?.locator ?? null],
  ...[json(row.before), json(row.after), row.seal?.seq ?? null, row.seal?.hash ?? null],
];

/** The list of audit rows that an address asks for, whole, as CSV. @throws AppError as `exportAudit` does. */
export async function auditFile(
  ctx: RequestContext,
  raw: Record<string, string>,
  today: string,
): Promise<Response> {
  const batches = await exportAudit(ctx, parse(auditFilter, raw), auditOrderOf(raw));
  return csvResponse(`audit-${today}`, head, csvRows(batches, cellsOf, null));
}
