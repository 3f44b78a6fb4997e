import { type RequestContext, requirePermission } from "@/server/shared/context";
import { limitExports, MAX_EXPORT_ROWS, recordExport } from "@/server/shared/list-export";
import { parse } from "@/server/shared/parse";
import { type ListFlightsInput, listFlightsInput } from "./schemas";
import { countFlights } from "./views/flights-view";

/**
 * Permits the export of a list of flights, and records it in the audit log. The rows are read by `listFlights`. `isCut`: the
 * list has more rows than a file may have.
 *
 * @throws AppError UNAUTHENTICATED, FORBIDDEN, INVALID_INPUT, RATE_LIMITED.
 */
export async function exportFlights(
  ctx: RequestContext,
  input: ListFlightsInput,
): Promise<{ isCut: boolean }> {
  requirePermission(ctx.actor, "schedule.read");
  const { cursor, sort, descending, ...filter } = parse(listFlightsInput, input);
  await limitExports(ctx);
  const count = await countFlights(ctx, filter);
  await recordExport(ctx, { list: "flights", filter, rows: Math.min(count, MAX_EXPORT_ROWS) });
  return { isCut: count > MAX_EXPORT_ROWS };
}
