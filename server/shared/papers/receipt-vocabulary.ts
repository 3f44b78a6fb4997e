import type { PassengerType } from "@/server/shared/fare-terms";
import type { ChangeKind, ChargeKind, CouponState } from "@/server/shared/order-terms";
import type { RefundStep } from "@/server/shared/refund-steps";
import type { ReceiptFlight } from "./receipt";

/** The words of an e-ticket receipt in one language. */
export type ReceiptWords = {
  title: string;
  titleOfOther: string;
  subject: string;
  facts: Record<"locator" | "issued" | "asOf" | "state" | "passenger" | "miles" | "more", string>;
  state: Record<"confirmed" | "cancelled" | "reissued" | "partRefunded", string>;
  sections: Record<
    "flights" | "tickets" | "fares" | "entries" | "payments" | "refunds" | "terms" | "seller",
    string
  >;
  heads: Record<
    | "flight"
    | "departure"
    | "arrival"
    | "fare"
    | "baggage"
    | "passenger"
    | "ticket"
    | "coupon"
    | "seat"
    | "total"
    | "date"
    | "what"
    | "item"
    | "amount"
    | "method"
    | "when"
    | "fee"
    | "standing",
    string
  >;
  local: string;
  nextDay: (days: number) => string;
  flightStates: Record<Exclude<ReceiptFlight["state"], "AHEAD">, string>;
  baggage: (checkedKg: number, carryOnKg: number) => string;
  brand: (name: string, changeFee: string | null, milesPercent: number) => string;
  types: Record<PassengerType, string>;
  lap: string;
  noSeat: string;
  coupons: Record<CouponState, string>;
  reissuedFor: (number: string) => string;
  charges: Record<ChargeKind, string>;
  waived: (fee: string) => string;
  changes: Record<ChangeKind, string>;
  total: string;
  online: (reference: string) => string;
  transferredOut: string;
  transferredIn: (locator: string) => string;
  paid: string;
  refunded: string;
  balance: string;
  refundTo: (reference: string) => string;
  refundDone: (at: string) => string;
  refundPending: string;
  noRefunds: string;
  onlyNote: string;
  miles: (miles: string) => string;
  step: (step: RefundStep) => string;
  /** `days`: until so many days before departure a cancellation is free; null without such days. */
  afterFreeDays: (days: number | null) => string;
  notRefundable: string;
  percent: (percent: number) => string;
  free: string;
  scopes: { DOMESTIC: string; INTERNATIONAL: string };
  termsNotes: (hours: number) => string[];
  fullTerms: (url: string) => string;
  seller: Record<
    "name" | "representative" | "address" | "phone" | "email" | "registration" | "mailOrder",
    string
  >;
  foot: (locator: string, page: number, pages: number) => string;
};
