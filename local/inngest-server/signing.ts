import { createHash, createHmac, timingSafeEqual } from "node:crypto";

const PREFIX = /^signkey-\w+-/;

/** The part of a signing key that is the secret: without `signkey-<env>-`. */
const secretOf = (signingKey: string) => signingKey.replace(PREFIX, "");

/** True when the SDK can use the key: optional `signkey-<env>-`, then at least 16 bytes in hex. */
export function isSigningKey(key: string): boolean {
  return /^(?:[0-9a-f]{2}){16,}$/i.test(secretOf(key));
}

/** An app's bearer token: the hash of the key's bytes, so that the key itself is never sent. */
export function hashSigningKey(signingKey: string): string {
  const prefix = signingKey.match(PREFIX)?.[0] ?? "";
  return (
    prefix +
    createHash("sha256")
      .update(Buffer.from(secretOf(signingKey), "hex"))
      .digest("hex")
  );
}

/** Value of `x-inngest-signature` for a body that is JCS-canonical JSON text. The app accepts ±5 minutes. */
export function signatureOf(body: string, signingKey: string, unixSeconds: number): string {
  const mac = createHmac("sha256", secretOf(signingKey)).update(body).update(String(unixSeconds));
  return `t=${unixSeconds}&s=${mac.digest("hex")}`;
}

/** Compares secrets in constant time, whatever their lengths. */
export function sameSecret(given: string, expected: string): boolean {
  const digest = (text: string) => createHash("sha256").update(text).digest();
  return timingSafeEqual(digest(given), digest(expected));
}
