import { and, eq } from "drizzle-orm";
import { changes } from "@/db/schema/reservation";
import type { TxContext } from "@/server/shared/context";
import { AppError } from "@/server/shared/errors";

/**
 * Refuses to touch a reservation of which a change waits for its payment: it was accepted on the reservation as it is. The
 * caller has locked the reservation.
 *
 * @throws AppError CHANGE_AWAITS_PAYMENT with the field `passengers`.
 */
export async function refuseWhileChanging({ tx }: TxContext, reservationId: string): Promise<void> {
  const [awaiting] = await tx
    .select({ id: changes.id })
    .from(changes)
    .where(and(eq(changes.reservationId, reservationId), eq(changes.status, "AWAITING_PAYMENT")))
    .limit(1);
  if (awaiting)
    throw new AppError("CHANGE_AWAITS_PAYMENT", { fieldErrors: { passengers: "changeAwaitsPayment" } });
}
