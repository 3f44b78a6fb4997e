import { reaction } from "@/inngest/steps/reaction";
import { refundPayment } from "@/server/payment";
import type { partCancelled, reservationCancelled } from "@/server/reservation/events";
import type { DataOf } from "@/server/shared/events";

/** Gives back what a cancellation, or one of a part, has allotted to each payment. */
export const refundOnReservationCancelled = reaction({
  id: "refund-on-reservation-cancelled",
  step: "refund-payment",
  async verb(ctx, { data }) {
    const reason = "left" in data ? ("CHANGED" as const) : ("CANCELLED" as const);
    for (const refund of refundsOf(data))
      await refundPayment(ctx, { ...refund, reason, changeId: data.changeId ?? null });
  },
});

type Cancelled = DataOf<typeof reservationCancelled> | DataOf<typeof partCancelled>;

/** Events of the release before the order name one payment. */
function refundsOf(data: Cancelled): { paymentId: string; amount: number }[] {
  if (data.refunds) return data.refunds;
  return "paymentId" in data ? [{ paymentId: data.paymentId, amount: data.refundAmount }] : [];
}
