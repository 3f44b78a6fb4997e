import { type RequestContext, requirePermission } from "@/server/shared/context";
import { keysetBatches } from "@/server/shared/keyset";
import { limitExports, MAX_EXPORT_ROWS, recordExport } from "@/server/shared/list-export";
import {
  type CustomerSearch,
  countFoundCustomers,
  findCustomers,
  type ListedCustomer,
} from "./customers-view";

/**
 * Reads all customers of a list in its order, in batches, for a file; addresses are masked as in the list. The export is
 * recorded in the audit log before the first batch. `isCut`: the search finds more customers than the file has.
 *
 * @throws AppError UNAUTHENTICATED, FORBIDDEN, INVALID_INPUT, RATE_LIMITED.
 */
export async function exportCustomers(
  ctx: RequestContext,
  { cursor, ...search }: CustomerSearch,
): Promise<{ batches: AsyncGenerator<ListedCustomer[]>; isCut: boolean }> {
  requirePermission(ctx.actor, "customer.read");
  await limitExports(ctx);
  const { count, isNarrowed } = await countFoundCustomers(ctx, search, MAX_EXPORT_ROWS + 1);
  await recordExport(ctx, { list: "customers", filter: search, rows: Math.min(count, MAX_EXPORT_ROWS) });
  const page = (from: string | null, limit: number) => findCustomers(ctx, { ...search, cursor: from }, limit);
  return {
    batches: keysetBatches(page, MAX_EXPORT_ROWS),
    isCut: isNarrowed || count > MAX_EXPORT_ROWS,
  };
}
