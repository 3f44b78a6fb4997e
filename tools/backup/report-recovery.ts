import type { RecoveredPayment } from "@/server/flows/recover-lost-payments";
import type { RecoveredRefund } from "@/server/flows/recover-lost-refunds";
import type { LostPayment, LostRefund } from "@/server/payment";

const PAYMENT_OUTCOMES = {
  BOOKED: "the booking was made again",
  REFUSED: "refunded: its reservation did not take it, and its customer is told",
  LOST: "refunded; the booking is lost: tell the customer",
} as const;

const REFUND_OUTCOMES = {
  CANCELLED: "its booking is cancelled again",
  RECORDED: "recorded",
  OPEN: "recorded, but its booking is not cancelled: look at it",
} as const;

const line = (createdAt: Date, ...columns: string[]) =>
  `  ${[createdAt.toISOString(), ...columns].join("  ")}`;
const won = (amount: number) => `${String(amount).padStart(9)} won`;

/** A list for the airline's staff: whose payments had no record, and what became of the money. */
export function paymentsText(payments: readonly (LostPayment | RecoveredPayment)[]): string {
  const lines = payments.map((payment) => {
    const outcome = "outcome" in payment ? PAYMENT_OUTCOMES[payment.outcome] : "has no record";
    const { order, amount, customerEmail, createdAt } = payment;
    return line(createdAt, order.locator, won(amount), customerEmail ?? "-", outcome);
  });
  return [`Payments after that moment without a record: ${payments.length}`, ...lines].join("\n");
}

/** The same for refunds. */
export function refundsText(refunds: readonly (LostRefund | RecoveredRefund)[]): string {
  const lines = refunds.map((refund) => {
    const outcome = "outcome" in refund ? REFUND_OUTCOMES[refund.outcome] : "has no record";
    return line(refund.createdAt, refund.reservationId, won(refund.amount), outcome);
  });
  return [`Refunds after that moment without a record: ${refunds.length}`, ...lines].join("\n");
}

/** Why it failed, for the operator: the error and each of its causes. */
export function failureText(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause ? `${error.message}: ${failureText(error.cause)}` : error.message;
}
