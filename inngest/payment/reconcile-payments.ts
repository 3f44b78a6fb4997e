import { EVERY_MINUTE, sweep } from "@/inngest/sweeps/sweep";
import { reconcilePayments, retryPendingRefunds } from "@/server/payment";

/** Asks the provider about every payment whose outcome is unknown. A capture is published as payment.captured. */
export const reconcilePaymentsSweep = sweep({
  id: "reconcile-payments",
  cron: EVERY_MINUTE,
  async run(ctx) {
    const captured = await reconcilePayments(ctx);
    await retryPendingRefunds(ctx);
    return { captured: captured.length };
  },
});
