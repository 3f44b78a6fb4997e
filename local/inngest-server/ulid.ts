import { randomBytes } from "node:crypto";

const ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const ENTROPY_BYTES = 10;

function encode(ms: number, entropy: Buffer): string {
  let time = "";
  for (let rest = ms, i = 0; i < 10; i++, rest = Math.floor(rest / 32)) time = ALPHABET[rest % 32] + time;
  let random = "";
  let bits = 0;
  let value = 0;
  for (const byte of entropy) {
    value = (value << 8) | byte;
    bits += 8;
    while (bits >= 5) {
      bits -= 5;
      random += ALPHABET[(value >> bits) & 31];
    }
    value &= (1 << bits) - 1;
  }
  return time + random;
}

/** A new ULID: sorts by creation time (ms). */
export function ulid(nowMs = Date.now()): string {
  return encode(nowMs, randomBytes(ENTROPY_BYTES));
}

/**
 * The ids of `count` events sent with header `x-inngest-event-id-seed` (`<ms>,<base64 of 10 bytes>`).
 * The same seed gives the same ids, so a repeated send is recognised. Without a valid seed: random ids.
 */
export function eventIds(seed: string | undefined, count: number): string[] {
  const [msText = "", base64 = ""] = seed?.split(",") ?? [];
  const ms = Number(msText);
  const entropy = Buffer.from(base64, "base64");
  const valid = Number.isSafeInteger(ms) && ms > 0 && ms < 2 ** 48 && entropy.length === ENTROPY_BYTES;
  if (!valid) return Array.from({ length: count }, () => ulid());
  const base = entropy.readUInt32BE(6);
  return Array.from({ length: count }, (_, index) => {
    const own = Buffer.from(entropy);
    own.writeUInt32BE((base + index + 1) >>> 0, 6);
    return encode(ms, own);
  });
}
