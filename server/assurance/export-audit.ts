import { type RequestContext, requirePermission } from "@/server/shared/context";
import { keysetBatches } from "@/server/shared/keyset";
import { limitExports, recordExport } from "@/server/shared/list-export";
import { parse } from "@/server/shared/parse";
import { type AuditFilter, type AuditRow, auditFilter } from "./audit-schemas";
import { countAudit, listAudit } from "./audit-view";

/**
 * Reads the rows of the audit log that match a filter, in batches, for a file. The file has no limit of rows: a proof is
 * whole. It ends at the row that is the newest now, so that the record of this export is not in it.
 *
 * @throws AppError UNAUTHENTICATED, FORBIDDEN, INVALID_INPUT, RATE_LIMITED.
 */
export async function exportAudit(
  ctx: RequestContext,
  input: AuditFilter,
  { descending }: { descending: boolean },
): Promise<AsyncGenerator<AuditRow[]>> {
  requirePermission(ctx.actor, "audit.read");
  const filter = parse(auditFilter, input);
  await limitExports(ctx);
  const { rows, newest } = await countAudit(ctx, filter);
  await recordExport(ctx, { list: "audit", filter, rows });
  const page = (cursor: string | null, limit: number) =>
    listAudit(ctx, { filter, descending, newest, cursor }, limit);
  return keysetBatches(page, Number.POSITIVE_INFINITY);
}
