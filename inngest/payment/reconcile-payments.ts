import { reconcilePayments, retryPendingRefunds } from "@/server/payment";
import { EVERY_MINUTE, sweep } from "@/inngest/sweeps/sweep";

/** Asks the provider about every outcome that is unknown. Captures travel on as payment.captured. */
export const reconcilePaymentsSweep = sweep({
  id: "reconcile-payments",
  cron: EVERY_MINUTE,
  async run(ctx) {
    const captured = await reconcilePayments(ctx);
    await retryPendingRefunds(ctx);
    return { captured: captured.length };
  },
});
