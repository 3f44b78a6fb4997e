import { type RequestContext, requirePermission } from "@/server/shared/context";
import { keysetBatches } from "@/server/shared/keyset";
import { limitExports, MAX_EXPORT_ROWS, recordExport } from "@/server/shared/list-export";
import { countReservations, findReservations, type ReservationFilter } from "./reservation-search-view";
import type { FoundReservation } from "./staff-schemas";

/**
 * Reads all reservations of a list in its order, in batches, for a file. The export is recorded in the audit log before the
 * first batch. `isCut`: the list has more rows than a file may have.
 *
 * @throws AppError UNAUTHENTICATED, FORBIDDEN, INVALID_INPUT, RATE_LIMITED.
 */
export async function exportReservations(
  ctx: RequestContext,
  { cursor, ...filter }: ReservationFilter,
): Promise<{ batches: AsyncGenerator<FoundReservation[]>; isCut: boolean }> {
  requirePermission(ctx.actor, "reservation.read");
  await limitExports(ctx);
  const count = await countReservations(ctx, filter, MAX_EXPORT_ROWS + 1);
  const rows = Math.min(count, MAX_EXPORT_ROWS);
  await recordExport(ctx, { list: "reservations", filter, rows });
  const page = (from: string | null, limit: number) =>
    findReservations(ctx, { ...filter, cursor: from }, limit);
  return { batches: keysetBatches(page, MAX_EXPORT_ROWS), isCut: count > MAX_EXPORT_ROWS };
}
