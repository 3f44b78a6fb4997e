import { isLiveHold } from "@/server/reservation/domain/booking-rules";
import type { TxContext } from "@/server/shared/context";
import { AppError } from "@/server/shared/errors";
import {
  lockReservation,
  type ReservationFacts,
  requireVersion,
  reservationFacts,
} from "./reservation-facts";

/**
 * Locks a customer's own hold that can still be worked on.
 *
 * @throws AppError NOT_FOUND (also when it is somebody else's), HOLD_EXPIRED.
 */
export async function requireLiveHold(
  ctx: TxContext,
  reservationId: string,
  customerId: string,
): Promise<ReservationFacts> {
  const facts = await requireOwn(ctx, reservationId, customerId);
  if (!isLiveHold(facts, facts.now)) throw new AppError("HOLD_EXPIRED");
  return facts;
}

/** Locks a reservation of this customer. @throws AppError NOT_FOUND (also when it is somebody else's). */
export async function requireOwn(
  ctx: TxContext,
  reservationId: string,
  customerId: string,
): Promise<ReservationFacts> {
  await lockReservation(ctx.tx, reservationId);
  const facts = await reservationFacts(ctx.tx, reservationId);
  if (facts?.customerId !== customerId) throw new AppError("NOT_FOUND");
  requireVersion(ctx, facts);
  return facts;
}
