const told = ["HOLD_EXPIRED", "CANCELLED", "ALREADY_PAID", "SALES_CLOSED", "FLIGHT_DEPARTED"] as const;

/** Why no booking was made of a payment: the key of the sentence under `payment.refundedWhy`. */
export const whyRefunded = (refused: { reason: string } | null): (typeof told)[number] | "OTHER" =>
  told.find((each) => each === refused?.reason) ?? "OTHER";
