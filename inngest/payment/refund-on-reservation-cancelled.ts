import { reaction } from "@/inngest/steps/reaction";
import { refundPayment } from "@/server/payment";
import { refundedCancellation, type refundedChange, type refundedPart } from "@/server/payment/contracts";
import type { DataOf } from "@/server/shared/events";

/** Gives back what a cancellation, one of a part, or a change of flights has allotted to each payment. */
export const refundOnReservationCancelled = reaction({
  id: "refund-on-reservation-cancelled",
  step: "refund-payment",
  async verb(ctx, { name, data }) {
    const reason = name === refundedCancellation.name ? ("CANCELLED" as const) : ("CHANGED" as const);
    for (const refund of refundsOf(data))
      await refundPayment(ctx, { ...refund, reason, changeId: data.changeId ?? null, of: data });
  },
});

type GivenUp = DataOf<typeof refundedCancellation | typeof refundedPart | typeof refundedChange>;

/** Events of the release before the order name one payment. */
function refundsOf(data: GivenUp): { paymentId: string; amount: number }[] {
  if (data.refunds) return data.refunds;
  return "refundAmount" in data && "paymentId" in data
    ? [{ paymentId: data.paymentId, amount: data.refundAmount }]
    : [];
}
