import { canonical } from "@/server/shared/canonical";

/** No vowels (no words), and none of 0, O, 1, I, L (not mistaken when read aloud or typed). */
const ALPHABET = "BCDFGHJKMNPQRSTVWXYZ23456789";
const LENGTH = 6;
const pattern = new RegExp(`^[${ALPHABET}]{${LENGTH}}$`);

/**
 * A new record locator (예약번호). `pick` returns an unbiased random integer below its argument; the
 * default is the system's CSPRNG, since locator and surname together open a booking. Uniqueness is
 * the caller's: retry when the unique index refuses it (28⁶ ≈ 482 million exist).
 */
export function newLocator(pick: (below: number) => number = secureBelow): string {
  return Array.from({ length: LENGTH }, () => ALPHABET.charAt(pick(ALPHABET.length))).join("");
}

/** What a customer typed as a locator, or null when it cannot be one. Case, spaces and hyphens are forgiven. */
export function parseLocator(text: string): string | null {
  const locator = canonical(text).replaceAll(/[\s-]/g, "").toUpperCase();
  return pattern.test(locator) ? locator : null;
}

/** Web Crypto, so that the file may be bundled for a browser; bytes that would bias the choice are drawn again. */
function secureBelow(below: number): number {
  const fair = 256 - (256 % below);
  for (;;) {
    const byte = crypto.getRandomValues(new Uint8Array(1))[0] ?? 256;
    if (byte < fair) return byte % below;
  }
}
