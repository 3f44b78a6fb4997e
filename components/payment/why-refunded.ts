import { knownKey } from "@/components/ui/known-key";

const reasons = ["HOLD_EXPIRED", "CANCELLED", "ALREADY_PAID", "SALES_CLOSED", "FLIGHT_DEPARTED"] as const;

/** Key of the sentence under `payment.refundedWhy`: why a payment was refunded instead of making a booking. */
export const whyRefunded = (refused: { reason: string } | null) =>
  knownKey(reasons, refused?.reason, "OTHER");
