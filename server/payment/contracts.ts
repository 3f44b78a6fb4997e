import { z } from "zod";
import {
  changeSuperseded,
  flightsChanged,
  partCancelled,
  paymentRefused,
  reservationCancelled,
  reservationExpired,
} from "@/server/reservation/events";
import { reads } from "@/server/shared/events";

/** The events of others that payment reads, each with the fields that it uses. */

const refunds = z.array(z.object({ paymentId: z.uuid(), amount: z.number().int() }));

/** The change that gives money back, and of which reservation it is. */
const refundedOrder = z.object({
  reservationId: z.uuid(),
  locator: z.string(),
  changeId: z.uuid(),
  refunds,
});

export const refundedCancellation = reads(
  reservationCancelled,
  refundedOrder.extend({
    /** Events from before the order have neither; all comes from `paymentId` then. */
    changeId: z.uuid().optional(),
    refunds: refunds.optional(),
    paymentId: z.uuid(),
    refundAmount: z.number().int(),
  }),
);
export const refundedPart = reads(partCancelled, refundedOrder);
export const refundedChange = reads(flightsChanged, refundedOrder);

export const refusedPayment = reads(
  paymentRefused,
  z.object({ paymentId: z.uuid(), amount: z.number().int() }),
);

export const supersededChange = reads(
  changeSuperseded,
  z.object({ reservationId: z.uuid(), changeId: z.uuid() }),
);

export const endedHold = reads(reservationExpired, z.object({ reservationId: z.uuid() }));
