import { createHash, randomBytes } from "node:crypto";

const format = (b: Buffer): string => {
  const h = b.toString("hex");
  return `${h.slice(0, 8)}-${h.slice(8, 12)}-${h.slice(12, 16)}-${h.slice(16, 20)}-${h.slice(20, 32)}`;
};

/** Ids of the same millisecond differ in a counter of 12 bits, which starts in its lower half. */
const COUNTER_MAX = 0xfff;
const COUNTER_START_MASK = 0x7ff;

// Next puts this module into several bundles. The clock is kept on `globalThis`, so that a process has one.
const store = globalThis as typeof globalThis & { msaIdClock?: { ms: number; counter: number } };
store.msaIdClock ??= { ms: 0, counter: 0 };
const last = store.msaIdClock;

/**
 * A time-ordered UUID (RFC 9562, version 7, with the counter of section 6.2). It has 62 random bits, so that it cannot be
 * guessed. Each id sorts after all earlier ids of this process, also within a millisecond and after the clock was set
 * back, so that events sort in the order in which they happened.
 */
export function uuidv7(): string {
  const b = randomBytes(16);
  const now = Date.now();
  if (now > last.ms) {
    last.ms = now;
    last.counter = b.readUInt16BE(6) & COUNTER_START_MASK;
  } else if (last.counter < COUNTER_MAX) {
    last.counter += 1;
  } else {
    last.ms += 1;
    last.counter = 0;
  }
  b.writeUIntBE(last.ms, 0, 6);
  b.writeUInt16BE(0x7000 | last.counter, 6);
  b[8] = (b.readUInt8(8) & 0x3f) | 0x80;
  return format(b);
}

/** A UUID that is derived from a text: the same text gives the same UUID (RFC 9562, version 8 over SHA-256). */
export function uuidOf(text: string): string {
  const b = createHash("sha256").update(text).digest().subarray(0, 16);
  b[6] = (b.readUInt8(6) & 0x0f) | 0x80;
  b[8] = (b.readUInt8(8) & 0x3f) | 0x80;
  return format(b);
}
