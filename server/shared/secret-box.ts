import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from "node:crypto";
import { env } from "./env";

const IV_BYTES = 12;
const TAG_BYTES = 16;

/**
 * Encrypts a text that the database keeps: AES-256-GCM with a key derived from DATA_KEY.
 *
 * @param purpose what it is and whose, such as `webhook-secret:<id>`. The same purpose opens it, so that a sealed value that is
 * copied into another row opens nothing.
 */
export function seal(text: string, purpose: string): Buffer {
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv("aes-256-gcm", keyFrom(env().DATA_KEY), iv).setAAD(Buffer.from(purpose));
  const body = Buffer.concat([cipher.update(text, "utf8"), cipher.final()]);
  return Buffer.concat([iv, cipher.getAuthTag(), body]);
}

/**
 * Decrypts what `seal` made, with DATA_KEY or DATA_KEY_FALLBACK.
 *
 * @returns null when neither key opens it, or it was sealed for another purpose.
 */
export function open(sealed: Buffer, purpose: string): string | null {
  const { DATA_KEY, DATA_KEY_FALLBACK } = env();
  for (const secret of [DATA_KEY, DATA_KEY_FALLBACK]) {
    const text = secret === undefined ? null : openWith(secret, sealed, purpose);
    if (text !== null) return text;
  }
  return null;
}

function openWith(secret: string, sealed: Buffer, purpose: string): string | null {
  try {
    const cipher = createDecipheriv("aes-256-gcm", keyFrom(secret), sealed.subarray(0, IV_BYTES), {
      authTagLength: TAG_BYTES,
    });
    cipher.setAAD(Buffer.from(purpose)).setAuthTag(sealed.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
    const body = cipher.update(sealed.subarray(IV_BYTES + TAG_BYTES));
    return Buffer.concat([body, cipher.final()]).toString("utf8");
  } catch {
    return null;
  }
}

const keyFrom = (secret: string): Buffer => Buffer.from(hkdfSync("sha256", secret, "", "msa-air data", 32));
