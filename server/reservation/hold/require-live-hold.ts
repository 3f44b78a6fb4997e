import type { TxContext } from "@/server/shared/context";
import { AppError } from "@/server/shared/errors";
import { lockReservation, type ReservationFacts, reservationFacts } from "./reservation-facts";

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
  if (!isLiveHold(facts)) throw new AppError("HOLD_EXPIRED");
  return facts;
}

/** A hold that was not over when it was read. */
export const isLiveHold = ({ status, paymentDeadline, now }: ReservationFacts): boolean =>
  status === "HELD" && Date.parse(paymentDeadline) > Date.parse(now);

/** Locks a reservation of this customer. @throws AppError NOT_FOUND. */
export async function requireOwn(
  ctx: TxContext,
  reservationId: string,
  customerId: string,
): Promise<ReservationFacts> {
  await lockReservation(ctx.tx, reservationId);
  const facts = await reservationFacts(ctx.tx, reservationId);
  if (facts?.event.customerId !== customerId) throw new AppError("NOT_FOUND");
  return facts;
}
