/**
 * The test cards and their numbers. The first three and the last two are Stripe's own; Stripe has none for the
 * others. `README.md` says what each does.
 */
const NUMBERS = {
  success: "4242424242424242",
  declined: "4000000000000002",
  insufficient: "4000000000009995",
  slow: "4000000000005001",
  "slow-fail": "4000000000005100",
  "reply-lost": "4000000000006009",
  late: "4000000000007007",
  "refund-later": "4000000000007726",
  "refund-returns": "4000000000005126",
} as const;

export type CardName = keyof typeof NUMBERS;
export type TestCard = { name: CardName; number: string };

export const CARD_NAMES = Object.keys(NUMBERS) as [CardName, ...CardName[]];
export const TEST_CARDS: readonly TestCard[] = CARD_NAMES.map((name) => ({ name, number: NUMBERS[name] }));

/** "4242424242424242" → "4242 4242 4242 4242" */
export const spacedNumber = (number: string): string => number.replace(/(.{4})(?=.)/g, "$1 ");
