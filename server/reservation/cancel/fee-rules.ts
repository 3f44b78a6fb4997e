import { waivedAmountOf, waiverLines } from "@/server/reservation/domain/fee-waiver";
import { type Deduction, feeKinds, type RefundQuote } from "@/server/reservation/domain/refund";
import { krw } from "@/server/shared/money";
import type { ChargeKind } from "@/server/shared/order-terms";

/** A fee of one passenger on one flight, in whole won; below zero: it is left out. */
export type Fee = { kind: ChargeKind; amount: number; segmentIndex: number; passengerIndex: number };

/** Returns the deductions of a quote as the fees that are charged. */
export const feesOf = (deductions: readonly Deduction[]): Fee[] =>
  deductions.flatMap(({ reason, amount, segmentIndex, passengerIndex }) =>
    reason === "FLOWN" ? [] : [{ kind: feeKinds[reason], amount, segmentIndex, passengerIndex }],
  );

/** A quote of a refund with what staff leave out of it: paid = fee + refundable − waivedAmount. */
export type WaivedQuote = RefundQuote & {
  /** The opposite of each fee that staff leave out. */
  waiver: Fee[];
  /** Their sum above zero, in whole won. */
  waivedAmount: number;
};

/** Returns the quote with all of its fees left out, or with none. */
export function withWaiver(quote: RefundQuote, waivesFees = false): WaivedQuote {
  const waiver = waivesFees ? waiverLines(feesOf(quote.deductions)) : [];
  const waivedAmount = waivedAmountOf(waiver);
  return { ...quote, waiver, waivedAmount, refundable: krw(quote.refundable.amount + waivedAmount) };
}
