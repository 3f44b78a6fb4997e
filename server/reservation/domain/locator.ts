import { canonical } from "@/server/shared/canonical";

/** Without vowels, so that no words appear, and without 0, O, 1, I and L, which are easily confused. */
const ALPHABET = "BCDFGHJKMNPQRSTVWXYZ23456789";
const LENGTH = 6;
const pattern = new RegExp(`^[${ALPHABET}]{${LENGTH}}$`);

/**
 * Makes a new record locator (예약번호). `pick` returns an unbiased random integer below its argument. The default is
 * cryptographically secure, because locator and surname together open a booking. The locator may exist already: the
 * caller retries when the unique index refuses it (there are 28⁶ ≈ 482 million).
 */
export function newLocator(pick: (below: number) => number = secureBelow): string {
  return Array.from({ length: LENGTH }, () => ALPHABET.charAt(pick(ALPHABET.length))).join("");
}

/** Reads a typed locator in any case, with or without spaces and hyphens. Null when the text cannot be one. */
export function parseLocator(text: string): string | null {
  const locator = canonical(text).replaceAll(/[\s-]/g, "").toUpperCase();
  return pattern.test(locator) ? locator : null;
}

/**
 * Uses Web Crypto, because this file is also bundled for the browser. Draws again when a byte would bias the result.
 */
function secureBelow(below: number): number {
  const fair = 256 - (256 % below);
  for (;;) {
    const byte = crypto.getRandomValues(new Uint8Array(1))[0] ?? 256;
    if (byte < fair) return byte % below;
  }
}
