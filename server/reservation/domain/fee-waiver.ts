import { type ChargeKind, waivableFees } from "@/server/shared/order-terms";

/** A signed line of money in whole won: a fee is above zero. */
type Line = { readonly kind: ChargeKind; readonly amount: number };

/**
 * Returns the opposite of each fee among the lines. Written beside them they make the fees zero, and change nothing else.
 * Lines that are opposites already are left out.
 */
export const waiverLines = <L extends Line>(lines: readonly L[]): L[] =>
  lines.filter(isWaivable).map((line) => ({ ...line, amount: -line.amount }));

/** Returns the sum of the fees that `waiverLines` leaves out, in whole won; never below zero. */
export const waivedAmountOf = (waiver: readonly Line[]): number =>
  waiver.reduce((sum, { amount }) => sum - amount, 0);

const isWaivable = ({ kind, amount }: Line): boolean =>
  amount > 0 && (waivableFees as readonly ChargeKind[]).includes(kind);
