import { requireAdmission, type ShoppedFlight } from "@/server/shared/admission";
import { hasPermission, type RequestContext } from "@/server/shared/context";

/**
 * A change onto flights of a sale event takes seats of it, so that its customer waits like everybody. Staff who change
 * reservations for customers do not.
 *
 * @throws AppError WAITING_ROOM.
 */
export async function requireAdmissionToChange(
  ctx: RequestContext,
  flightsOf: () => readonly ShoppedFlight[] | Promise<readonly ShoppedFlight[]>,
): Promise<void> {
  if (!hasPermission(ctx.actor, "reservation.change")) await requireAdmission(ctx, flightsOf);
}
