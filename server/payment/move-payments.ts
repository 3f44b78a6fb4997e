import { and, eq } from "drizzle-orm";
import { payments } from "@/db/schema/payment";
import { requireSystem, type TxContext } from "@/server/shared/context";

/**
 * Gives the payments of a reservation to the member who took it over, in the transaction that changes its customer. The audit row is
 * that of the reservation. Only for the system.
 */
export async function movePayments(
  ctx: TxContext,
  { reservationId, guestId, memberId }: { reservationId: string; guestId: string; memberId: string },
): Promise<void> {
  requireSystem(ctx.actor);
  await ctx.tx
    .update(payments)
    .set({ customerId: memberId })
    .where(and(eq(payments.reservationId, reservationId), eq(payments.customerId, guestId)));
}
