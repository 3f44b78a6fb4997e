import { type RequestContext, requirePermission } from "@/server/shared/context";
import { limitExports, recordExport } from "@/server/shared/list-export";
import { passengerManifest } from "./manifest-view";
import type { ManifestRow } from "./staff-schemas";

/**
 * Reads the manifest of a flight for a file, and records that in the audit log.
 *
 * @throws AppError UNAUTHENTICATED, FORBIDDEN, INVALID_INPUT, RATE_LIMITED.
 */
export async function exportManifest(
  ctx: RequestContext,
  flightId: number,
  order: Parameters<typeof passengerManifest>[2],
): Promise<ManifestRow[]> {
  requirePermission(ctx.actor, "reservation.read");
  await limitExports(ctx);
  const manifest = await passengerManifest(ctx, flightId, order);
  await recordExport(ctx, { list: "manifest", filter: { flightId, ...order }, rows: manifest.length });
  return manifest;
}
