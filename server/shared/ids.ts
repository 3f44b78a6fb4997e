import { createHash, randomBytes } from "node:crypto";

const format = (b: Buffer): string => {
  const h = b.toString("hex");
  return `${h.slice(0, 8)}-${h.slice(8, 12)}-${h.slice(12, 16)}-${h.slice(16, 20)}-${h.slice(20, 32)}`;
};

/** A time-ordered UUID (RFC 9562, version 7): index-friendly, and not guessable in its 74 random bits. */
export function uuidv7(): string {
  const b = randomBytes(16);
  b.writeUIntBE(Date.now(), 0, 6);
  b[6] = (b.readUInt8(6) & 0x0f) | 0x70;
  b[8] = (b.readUInt8(8) & 0x3f) | 0x80;
  return format(b);
}

/** The same UUID for the same text, always (RFC 9562, version 8 over SHA-256). */
export function uuidOf(text: string): string {
  const b = createHash("sha256").update(text).digest().subarray(0, 16);
  b[6] = (b.readUInt8(6) & 0x0f) | 0x80;
  b[8] = (b.readUInt8(8) & 0x3f) | 0x80;
  return format(b);
}
