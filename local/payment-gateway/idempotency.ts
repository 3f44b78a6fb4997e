import { createHash } from "node:crypto";
import type { FormObject, FormValue } from "./form";
import type { SavedReply } from "./model";
import { idempotencyMisuse, invalidRequest } from "./stripe-error";

const MAX_KEY_LENGTH = 255;

/** The same for the same parameters, in whatever order they were sent. */
export function fingerprint(params: FormObject): string {
  return createHash("sha256").update(canonical(params)).digest("base64url");
}

function canonical(value: FormValue): string {
  if (typeof value === "string") return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  const keys = Object.keys(value).sort();
  return `{${keys.map((key) => `${JSON.stringify(key)}:${canonical(value[key] ?? "")}`).join(",")}}`;
}

export function checkKey(key: string): void {
  if (key.length > MAX_KEY_LENGTH) {
    throw invalidRequest(`Idempotency keys can be at most ${MAX_KEY_LENGTH} characters long.`);
  }
}

/** Throws Stripe's idempotency_error if the key was first used for another request. */
export function checkSameRequest(saved: SavedReply, endpoint: string, print: string): void {
  const advice = `Try using a key other than '${saved.key}' if you meant to execute a different request.`;
  if (saved.endpoint !== endpoint) {
    throw idempotencyMisuse(
      "Keys for idempotent requests can only be used for the same endpoint they were first used for " +
        `('${endpoint}' vs '${saved.endpoint}'). ${advice}`,
    );
  }
  if (saved.fingerprint !== print) {
    throw idempotencyMisuse(
      `Keys for idempotent requests can only be used with the same parameters they were first used with. ${advice}`,
    );
  }
}
