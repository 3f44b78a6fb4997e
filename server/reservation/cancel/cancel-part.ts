import { partCancelled } from "@/server/reservation/events";
import { eventDataOf, reservationFacts } from "@/server/reservation/hold/reservation-facts";
import { freeCoupons } from "@/server/reservation/inventory/free-units";
import { giveUpCoupons } from "@/server/reservation/order/give-up-coupons";
import { trimTrip } from "@/server/reservation/order/trim-trip";
import { audit } from "@/server/shared/audit";
import { databaseNow, type TxContext } from "@/server/shared/context";
import { event, recordEvents } from "@/server/shared/outbox";
import type { Cancellation } from "./cancel-created";
import { auditWaiver, waivedOf } from "./record-waiver";
import { pairsOf } from "./refund-facts";

/**
 * Ends some coupons of a created reservation, within a transaction: frees their units and seats, takes the flights and
 * passengers out of the trip that have no coupon left, records the refund, writes the audit row and the event. The caller
 * has locked the reservation.
 */
export async function cancelPart(
  ctx: TxContext,
  { refund, cause, quoted, waiverReason }: Cancellation,
): Promise<void> {
  const { reservationId, givenUp, left } = refund;
  const before = await reservationFacts(ctx.tx, reservationId);
  if (!before) throw new Error("the caller has locked the reservation");
  const { changeId, allotments } = await giveUpCoupons(ctx, refund, { cause, quoted: quoted ?? null });
  await freeCoupons(ctx, reservationId, givenUp);
  await trimTrip(ctx, reservationId, {
    segmentIds: new Set(left.map(({ segmentId }) => segmentId)),
    passengerIds: new Set(left.map(({ passengerId }) => passengerId)),
  });
  const scoped = { ...ctx, correlationId: reservationId };
  const refundAmount = refund.refundable.amount;
  await audit(scoped, {
    action: "cancel-part",
    entity: "reservation",
    entityId: reservationId,
    before: { version: refund.version },
    after: { version: refund.version + 1, cause, refundAmount, givenUp: pairsOf(givenUp) },
  });
  await auditWaiver(scoped, refund, { changeId, waiverReason });
  await recordEvents(scoped, [
    event(partCancelled, {
      ...eventDataOf(before),
      changeId,
      cause,
      givenUp: pairsOf(givenUp),
      left: pairsOf(left),
      givenUpAmount: givenUp.flatMap(({ lines }) => lines).reduce((sum, { amount }) => sum + amount, 0),
      refundAmount,
      refunds: allotments,
      ...waivedOf(refund),
      cancelledAt: (await databaseNow(ctx.tx)).toISOString(),
    }),
  ]);
}
