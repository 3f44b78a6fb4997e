import type { payments } from "@/db/schema/payment";

type Payment = typeof payments.$inferSelect;

/** The result of a checkout after the provider has answered. `amount` is in whole won. */
export type SettledPayment = {
  paymentId: string;
  reservationId: string;
  amount: number;
  status: Payment["status"];
  /** The change of the reservation that it pays for; null when it pays for the hold. */
  changeId: string | null;
  /** A card is being charged: the outcome is still open. */
  processing: boolean;
  /** The trace of the click that opened its page (W3C). */
  traceparent: string | null;
};

/** Returns a payment as other contexts need it after the provider has answered. */
export const settledPayment = (p: Payment, processing = false): SettledPayment => ({
  paymentId: p.id,
  reservationId: p.reservationId,
  amount: p.amount,
  status: p.status,
  changeId: p.changeId,
  processing,
  traceparent: p.traceparent,
});

/** Returns the data that every payment event has. */
export const paymentEventData = (p: Payment) => ({
  paymentId: p.id,
  reservationId: p.reservationId,
  customerId: p.customerId,
  locator: p.locator,
  locale: p.locale,
  amount: p.amount,
});
