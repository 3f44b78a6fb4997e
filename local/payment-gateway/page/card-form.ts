import { spacedNumber, TEST_CARDS, type TestCard } from "@/local/payment-gateway/cards";

export const FIELDS = ["number", "expiry", "cvc", "name"] as const;
export type Field = (typeof FIELDS)[number];
export type CardInput = Record<Field, string>;

export function readCardForm(body: string): CardInput {
  const form = new URLSearchParams(body);
  const field = (name: Field) => (form.get(name) ?? "").trim().slice(0, 100);
  return { number: field("number"), expiry: field("expiry"), cvc: field("cvc"), name: field("name") };
}

/** Checks what the payer typed. @returns the test card, or the fields that are wrong. */
export function checkCard(input: CardInput, now: Date): TestCard | Field[] {
  const card = TEST_CARDS.find((one) => one.number === input.number.replace(/[\s-]/g, ""));
  const isRight: Record<Field, boolean> = {
    number: card !== undefined,
    expiry: isFuture(input.expiry, now),
    cvc: /^\d{3}$/.test(input.cvc),
    name: input.name !== "",
  };
  const wrong = FIELDS.filter((field) => !isRight[field]);
  return card && wrong.length === 0 ? card : wrong;
}

/** Takes "12/30", "1230" and "12 / 2030". */
function isFuture(expiry: string, now: Date): boolean {
  const match = /^(\d{1,2})\s*[/.-]\s*(\d{2}|\d{4})$/.exec(expiry) ?? /^(\d{2})(\d{2}|\d{4})$/.exec(expiry);
  const month = Number(match?.[1]);
  const year = Number(match?.[2]);
  // A card is good until the last day of its month; the payer's zone is unknown, so the latest one counts.
  const endsAt = Date.UTC(year < 100 ? 2000 + year : year, month, 1) + 12 * 60 * 60 * 1000;
  return month >= 1 && month <= 12 && now.getTime() < endsAt;
}

/** What the "use this card" links fill in. */
export function sampleInput(card: TestCard, now: Date): CardInput {
  const year = String((now.getUTCFullYear() + 2) % 100).padStart(2, "0");
  return { number: spacedNumber(card.number), expiry: `12/${year}`, cvc: "123", name: "HONG GILDONG" };
}
