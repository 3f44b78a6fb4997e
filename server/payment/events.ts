import { z } from "zod";
import { locales } from "@/server/shared/airline";
import { defineEvent } from "@/server/shared/events";

const payment = z.object({
  paymentId: z.uuid(),
  reservationId: z.uuid(),
  customerId: z.uuid(),
  locator: z.string(),
  locale: z.enum(locales),
  amount: z.number().int(),
});

/** The provider has the money. Its reaction confirms the reservation should the process have crashed before that. */
export const paymentCaptured = defineEvent(
  "payment/payment.captured",
  1,
  payment.extend({
    capturedAt: z.string(),
    /** The change of a reservation that it pays for; null or absent when it pays for a hold. */
    changeId: z.uuid().nullable().optional(),
  }),
);

/**
 * One try with a card was declined. The same page may still be open, except after a slow card. `late`: the payment
 * deadline had passed; absent in older events.
 */
export const paymentFailed = defineEvent(
  "payment/payment.failed",
  1,
  payment.extend({
    reason: z.string(),
    late: z.boolean().optional(),
    /** The change of a reservation that it was to pay for; null or absent for a hold. */
    changeId: z.uuid().nullable().optional(),
  }),
);

/** Money was given back. */
export const refundCompleted = defineEvent(
  "payment/refund.completed",
  1,
  payment.extend({ refundId: z.uuid(), reason: z.string() }),
);

/** A refund failed; it stays pending and is tried again. */
export const refundFailed = defineEvent(
  "payment/refund.failed",
  1,
  payment.extend({ refundId: z.uuid(), reason: z.string(), error: z.string() }),
);
