import { createHmac } from "node:crypto";

const PREFIX = "whsec_";
/** Standard Webhooks asks for 24 to 64 bytes. */
export const SECRET_BYTES = 32;

/** The text of a secret, as Standard Webhooks writes it. */
export const secretText = (bytes: Buffer): string => PREFIX + bytes.toString("base64");

export type Signed = { id: string; at: Date; body: string };

/**
 * The headers of Standard Webhooks (https://www.standardwebhooks.com). Every secret signs: while one takes the place of another,
 * a receiver may know either.
 */
export function signatureHeaders(secrets: readonly string[], { id, at, body }: Signed) {
  const timestamp = String(Math.floor(at.getTime() / 1_000));
  const signatures = secrets.map((secret) => {
    const key = Buffer.from(secret.slice(PREFIX.length), "base64");
    return `v1,${createHmac("sha256", key).update(`${id}.${timestamp}.${body}`).digest("base64")}`;
  });
  return {
    "webhook-id": id,
    "webhook-timestamp": timestamp,
    "webhook-signature": signatures.join(" "),
  };
}
