import { priceLineKinds } from "./fare-terms";

/** The terms of an order, as IATA has them, defined once for every context, page and table. */

/** What an amendment of an order does. ISSUE is the sale itself. INVOLUNTARY: the airline changed a flight. */
export const changeKinds = [
  "ISSUE",
  "CHANGE_FLIGHTS",
  "CANCEL",
  "SPLIT",
  "INVOLUNTARY",
  "CORRECT_NAME",
] as const;
export type ChangeKind = (typeof changeKinds)[number];

/** Life of a change. Its charges are in force when it is DONE, and only then. */
export const changeStatuses = [
  "QUOTED",
  "AWAITING_PAYMENT",
  "DONE",
  "EXPIRED",
  "WITHDRAWN",
  "REFUSED",
] as const;
export type ChangeStatus = (typeof changeStatuses)[number];

/**
 * State of a coupon: one passenger on one flight. Nobody writes FLOWN at departure: an open coupon of a flight that has
 * left counts as flown until somebody says otherwise.
 */
export const couponStates = [
  "OPEN",
  "CHECKED_IN",
  "FLOWN",
  "NO_SHOW",
  "SUSPENDED",
  "EXCHANGED",
  "REFUNDED",
] as const;
export type CouponState = (typeof couponStates)[number];

/**
 * Money lines of an order: those that make up a price, fees, and movements between orders. FORFEITED: what a change to a
 * cheaper fare does not give back.
 */
export const chargeKinds = [
  ...priceLineKinds,
  "CHANGE_FEE",
  "FORFEITED",
  "REFUND_FEE",
  "NO_SHOW_FEE",
  "TRANSFER",
] as const;
export type ChargeKind = (typeof chargeKinds)[number];

/** The fees among the charges: staff may leave them out, for a reason. Prices, airport charges and levies are none. */
export const waivableFees = [
  "CHANGE_FEE",
  "REFUND_FEE",
  "NO_SHOW_FEE",
] as const satisfies readonly ChargeKind[];

/** The longest reason for which a fee is left out, in characters. */
export const MAX_WAIVER_REASON_LENGTH = 200;

/** The longest reason for which staff correct a name beyond what a customer may, in characters. */
export const MAX_CORRECTION_REASON_LENGTH = 200;
