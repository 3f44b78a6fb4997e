import { eq } from "drizzle-orm";
import { paymentDecisions, reservations } from "@/db/schema/reservation";
import { audit } from "@/server/shared/audit";
import { type RequestContext, requireSystem, transaction } from "@/server/shared/context";

type Payment = { paymentId: string; reservationId: string; amount: number };

/**
 * Refuses a payment whose reservation is not known here: the database was set back to a state before it was made. No
 * event is recorded, because nothing is known of the reservation that an event could say. Only for the system.
 *
 * @returns false when the reservation is known: `acceptPayment` decides then.
 */
export async function refuseLostPayment(ctx: RequestContext, payment: Payment): Promise<boolean> {
  requireSystem(ctx.actor);
  const { paymentId, reservationId, amount } = payment;
  return transaction({ ...ctx, correlationId: reservationId }, async (tx) => {
    const [known] = await tx.tx
      .select({ id: reservations.id })
      .from(reservations)
      .where(eq(reservations.id, reservationId));
    if (known) return false;
    const [decided] = await tx.tx
      .insert(paymentDecisions)
      .values({ paymentId, reservationId, decision: "REFUSED", reason: "RECORD_LOST", amount })
      .onConflictDoNothing()
      .returning();
    if (decided)
      await audit(tx, {
        action: "refuse",
        entity: "payment",
        entityId: paymentId,
        after: { reason: "RECORD_LOST", reservationId, amount },
      });
    return true;
  });
}
