import type { PriceLineKind } from "@/server/shared/fare-terms";

type Line = { readonly kind: PriceLineKind; readonly amount: number };

/** One passenger on one flight that is exchanged for another. Sums are whole won. */
export interface ExchangedCoupon {
  /** What the flight given up had cost. */
  readonly old: readonly Line[];
  /** What the flight instead costs today. */
  readonly instead: readonly Line[];
  /** The change fee of the brand given up, by the rule of its purchase. */
  readonly changeFeeKrw: number;
  /** Whether the brand given up is refundable, by the rule of its purchase. */
  readonly refundable: boolean;
  /** A cancellation would be free of charge now, and so is a change. */
  readonly waived: boolean;
}

/** Of one coupon, in whole won: new less old, plus fee and what is forfeited. Only the balance may be below zero. */
export interface ChangePrice {
  readonly fee: number;
  readonly forfeited: number;
  readonly balance: number;
}

/**
 * Prices the change of one coupon. The fee is never above what the airline itself got for the flight: fare and fuel
 * surcharge. When these were dearer than they are now, the difference is given back, unless the brand is not refundable:
 * then it is forfeited. Airport charge and departure levy are reckoned anew, up or down.
 */
export function priceChange({
  old,
  instead,
  changeFeeKrw,
  refundable,
  waived,
}: ExchangedCoupon): ChangePrice {
  const fee = waived ? 0 : Math.min(changeFeeKrw, ofCarrier(old));
  const residual = Math.max(0, ofCarrier(old) - ofCarrier(instead));
  const forfeited = refundable || waived ? 0 : residual;
  return { fee, forfeited, balance: sumOf(instead) - sumOf(old) + fee + forfeited };
}

const sumOf = (lines: readonly Line[]): number => lines.reduce((sum, { amount }) => sum + amount, 0);

const ofCarrier = (lines: readonly Line[]): number =>
  sumOf(lines.filter(({ kind }) => kind === "FARE" || kind === "FUEL_SURCHARGE"));
