import { cardByNumber, hasValidCheckDigit, spacedNumber, type TestCard } from "../cards";
import type { UsedCard } from "../model";

export const FIELDS = ["number", "expiry", "cvc", "name"] as const;
export type Field = (typeof FIELDS)[number];
export type CardInput = Record<Field, string>;

export type FieldError =
  | "number-missing"
  | "number-invalid"
  | "number-unknown"
  | "expiry-missing"
  | "expiry-invalid"
  | "expiry-past"
  | "cvc-missing"
  | "cvc-invalid"
  | "name-missing";

export type FieldErrors = Partial<Record<Field, FieldError>>;

export type CheckedCard = { ok: true; card: TestCard; used: UsedCard } | { ok: false; errors: FieldErrors };

export function readCardForm(body: string): CardInput {
  const form = new URLSearchParams(body);
  const field = (name: Field) => (form.get(name) ?? "").trim().slice(0, 100);
  return { number: field("number"), expiry: field("expiry"), cvc: field("cvc"), name: field("name") };
}

/** Checks what the payer typed; each field is told its own error. */
export function checkCard(input: CardInput, now: Date): CheckedCard {
  const number = input.number.replace(/[\s-]/g, "");
  const card = cardByNumber(number);
  const expiry = parseExpiry(input.expiry);
  const errors: FieldErrors = {};
  if (!number) errors.number = "number-missing";
  else if (!/^\d{12,19}$/.test(number) || !hasValidCheckDigit(number)) errors.number = "number-invalid";
  else if (!card) errors.number = "number-unknown";
  if (!input.expiry) errors.expiry = "expiry-missing";
  else if (!expiry) errors.expiry = "expiry-invalid";
  else if (isPast(expiry, now)) errors.expiry = "expiry-past";
  if (!input.cvc) errors.cvc = "cvc-missing";
  else if (!/^\d{3}$/.test(input.cvc)) errors.cvc = "cvc-invalid";
  if (!input.name) errors.name = "name-missing";
  if (!card || !expiry || Object.keys(errors).length > 0) return { ok: false, errors };
  const used = { last4: number.slice(-4), expMonth: expiry.month, expYear: expiry.year, name: input.name };
  return { ok: true, card, used };
}

/** "12/30", "1230" or "12 / 2030" */
function parseExpiry(text: string): { month: number; year: number } | null {
  const match = /^(\d{1,2})\s*[/.-]\s*(\d{2}|\d{4})$/.exec(text) ?? /^(\d{2})(\d{2}|\d{4})$/.exec(text);
  if (!match) return null;
  const month = Number(match[1]);
  const year = Number(match[2]);
  if (month < 1 || month > 12) return null;
  return { month, year: year < 100 ? 2000 + year : year };
}

/** A card is good until the last day of its month; the payer's zone is unknown, so the latest one counts. */
function isPast(expiry: { month: number; year: number }, now: Date): boolean {
  const endsAt = Date.UTC(expiry.year, expiry.month, 1) + 12 * 60 * 60 * 1000;
  return now.getTime() >= endsAt;
}

/** What the "use this card" links fill in. */
export function sampleInput(card: TestCard, now: Date): CardInput {
  const year = String((now.getUTCFullYear() + 2) % 100).padStart(2, "0");
  return { number: spacedNumber(card.number), expiry: `12/${year}`, cvc: "123", name: "HONG GILDONG" };
}
