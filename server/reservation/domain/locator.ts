import { randomInt } from "node:crypto";

/** No vowels (no words), and none of 0, O, 1, I, L (not mistaken when read aloud or typed). */
const ALPHABET = "BCDFGHJKMNPQRSTVWXYZ23456789";
const LENGTH = 6;
const pattern = new RegExp(`^[${ALPHABET}]{${LENGTH}}$`);

/**
 * A new record locator (예약번호). `pick` returns an unbiased random integer below its argument; the
 * default is the system's CSPRNG, since locator and surname together open a booking. Uniqueness is
 * the caller's: retry when the unique index refuses it (28⁶ ≈ 482 million exist).
 */
export function newLocator(pick: (below: number) => number = randomInt): string {
  return Array.from({ length: LENGTH }, () => ALPHABET.charAt(pick(ALPHABET.length))).join("");
}

/** What a customer typed as a locator, or null when it cannot be one. Case and spaces are forgiven. */
export function parseLocator(text: string): string | null {
  const locator = text.replaceAll(/[\s-]/g, "").toUpperCase();
  return pattern.test(locator) ? locator : null;
}
