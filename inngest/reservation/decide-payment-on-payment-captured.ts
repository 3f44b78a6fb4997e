import { reaction } from "@/inngest/steps/reaction";
import { decidePayment } from "@/server/flows/decide-payment";

/** For the case that neither webhook nor return page has decided about the payment. The decision is made only once. */
export const decidePaymentOnPaymentCaptured = reaction({
  id: "decide-payment-on-payment-captured",
  step: "accept-payment",
  verb: (ctx, { data }) => decidePayment(ctx, { ...data, status: "CAPTURED" }),
});
