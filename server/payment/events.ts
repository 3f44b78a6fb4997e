import { z } from "zod";
import { defineEvent } from "@/server/shared/events";

const payment = z.object({
  paymentId: z.uuid(),
  reservationId: z.uuid(),
  customerId: z.uuid(),
  locator: z.string(),
  locale: z.enum(["ko", "en"]),
  amount: z.number().int(),
});

/** The provider has the money. The safety net behind a crash before the reservation was confirmed. */
export const paymentCaptured = defineEvent(
  "payment/payment.captured",
  1,
  payment.extend({ capturedAt: z.string() }),
);

/**
 * One try with a card was declined. The same page may still be open; after a slow card it is not. `late`: the time to
 * pay was over by then; older events do not say.
 */
export const paymentFailed = defineEvent(
  "payment/payment.failed",
  1,
  payment.extend({ reason: z.string(), late: z.boolean().optional() }),
);

/** Money was given back. */
export const refundCompleted = defineEvent(
  "payment/refund.completed",
  1,
  payment.extend({ refundId: z.uuid(), reason: z.string() }),
);

/** The provider refused a refund for now; it stays pending and is tried again. */
export const refundFailed = defineEvent(
  "payment/refund.failed",
  1,
  payment.extend({ refundId: z.uuid(), reason: z.string(), error: z.string() }),
);
