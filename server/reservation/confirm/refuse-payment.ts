import { paymentRefused } from "@/server/reservation/events";
import { eventDataOf, type ReservationFacts } from "@/server/reservation/hold/reservation-facts";
import { audit } from "@/server/shared/audit";
import type { TxContext } from "@/server/shared/context";
import type { DataOf } from "@/server/shared/events";
import { event, recordEvents } from "@/server/shared/outbox";
import { type CapturedPayment, type PaymentDecision, recordDecision } from "./decision-rows";

/**
 * Records that a captured payment is refused, within a transaction, and why; the event has it refunded in full. With a
 * `changeId` it was to pay for a change.
 */
export async function refusePayment(
  ctx: TxContext,
  facts: ReservationFacts,
  payment: CapturedPayment & { changeId?: string },
  reason: DataOf<typeof paymentRefused>["reason"],
): Promise<PaymentDecision> {
  const { reservationId, paymentId, amount, changeId } = payment;
  const ofChange = changeId && { changeId };
  await recordDecision(ctx, payment, { decision: "REFUSED", reason });
  await audit(ctx, {
    action: "refuse-payment",
    entity: "reservation",
    entityId: reservationId,
    after: { reason, amount, ...ofChange },
  });
  await recordEvents(ctx, [
    event(paymentRefused, { ...eventDataOf(facts), paymentId, amount, reason, ...ofChange }),
  ]);
  return { decision: "REFUSED", reason };
}
