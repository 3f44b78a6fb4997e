import type { DeclineCode, RefundCourse } from "./model";

export type CardBehaviour =
  | { kind: "succeeds" }
  | { kind: "declined"; code: DeclineCode }
  /** The issuer answers after a while; the session is complete and unpaid until then. */
  | { kind: "slow"; outcome: "succeed" | "fail" }
  /** Captured, but neither the browser nor (for a while) the webhook says so. */
  | { kind: "reply-lost" }
  /** Captured only when the session is being expired. */
  | { kind: "late" };

export type CardName =
  | "success"
  | "declined"
  | "insufficient"
  | "slow"
  | "slow-fail"
  | "reply-lost"
  | "late"
  | "refund-later"
  | "refund-returns";

export type TestCard = {
  name: CardName;
  number: string;
  behaviour: CardBehaviour;
  /** How refunds to it go; at once unless it says otherwise. */
  refunds?: RefundCourse;
};

/** The first three and the last two are Stripe's own numbers; Stripe has none for the others. */
export const TEST_CARDS: readonly TestCard[] = [
  { name: "success", number: "4242424242424242", behaviour: { kind: "succeeds" } },
  { name: "declined", number: "4000000000000002", behaviour: { kind: "declined", code: "generic_decline" } },
  {
    name: "insufficient",
    number: "4000000000009995",
    behaviour: { kind: "declined", code: "insufficient_funds" },
  },
  { name: "slow", number: "4000000000005001", behaviour: { kind: "slow", outcome: "succeed" } },
  { name: "slow-fail", number: "4000000000005100", behaviour: { kind: "slow", outcome: "fail" } },
  { name: "reply-lost", number: "4000000000006009", behaviour: { kind: "reply-lost" } },
  { name: "late", number: "4000000000007007", behaviour: { kind: "late" } },
  { name: "refund-later", number: "4000000000007726", behaviour: { kind: "succeeds" }, refunds: "later" },
  { name: "refund-returns", number: "4000000000005126", behaviour: { kind: "succeeds" }, refunds: "returns" },
];

export const CARD_NAMES = TEST_CARDS.map((card) => card.name) as [CardName, ...CardName[]];

export function cardByNumber(number: string): TestCard | undefined {
  return TEST_CARDS.find((card) => card.number === number);
}

export function cardByName(name: string): TestCard | undefined {
  return TEST_CARDS.find((card) => card.name === name);
}

/** "4242424242424242" → "4242 4242 4242 4242" */
export function spacedNumber(number: string): string {
  return number.replace(/(.{4})(?=.)/g, "$1 ");
}

/** The check digit that every card number carries (ISO/IEC 7812-1, Luhn). */
export function hasValidCheckDigit(number: string): boolean {
  let sum = 0;
  for (const [index, digit] of [...number].reverse().entries()) {
    const doubled = Number(digit) * (index % 2 === 1 ? 2 : 1);
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return sum % 10 === 0;
}
