import { eq } from "drizzle-orm";
import { paymentDecisions } from "@/db/schema/reservation";
import type { TxContext } from "@/server/shared/context";

export type PaymentDecision = { decision: "ACCEPTED" } | { decision: "REFUSED"; reason: string };

/** A captured payment of a reservation. `amount` in whole won. */
export type CapturedPayment = { reservationId: string; paymentId: string; amount: number };

/** The decision about a payment; null when there is none yet. The caller has locked the reservation. */
export async function earlierDecision({ tx }: TxContext, paymentId: string): Promise<PaymentDecision | null> {
  const [row] = await tx.select().from(paymentDecisions).where(eq(paymentDecisions.paymentId, paymentId));
  if (!row) return null;
  return row.decision === "ACCEPTED"
    ? { decision: "ACCEPTED" }
    : { decision: "REFUSED", reason: row.reason ?? "HOLD_EXPIRED" };
}

export async function recordDecision(
  { tx }: TxContext,
  { paymentId, reservationId, amount }: CapturedPayment,
  decision: Pick<typeof paymentDecisions.$inferInsert, "decision" | "reason" | "changeId">,
): Promise<void> {
  await tx.insert(paymentDecisions).values({ paymentId, reservationId, amount, ...decision });
}
