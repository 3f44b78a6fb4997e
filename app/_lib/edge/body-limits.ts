const KIB = 1_024;
const MIB = 1_024 * KIB;

/** Forms and JSON that people send. A booking of nine adults with nine infants has 6 KiB. */
export const FORM_BYTES = 64 * KIB;

/**
 * A call of the event engine has the events of a run and the outputs of its steps. The engine sends at most 4 MiB; the
 * SDK fetches the rest (github.com/inngest/inngest, pkg/execution/driver/driver.go at 253303c). The calls of this airline
 * carry at most ten events of a few kilobytes.
 */
export const ENGINE_BYTES = 4 * MIB;

/** Sign-in: an e-mail address, a password, two tokens. Requests of clients for a token are shorter. */
export const SIGN_IN_BYTES = 16 * KIB;

/** A notice of the payment provider is an event with one object: a few kilobytes. */
export const NOTICE_BYTES = MIB;

type Heads = Readonly<Record<string, string | string[] | undefined>>;

/** Whether a call of the event engine or of the payment provider carries the header of its signature. */
export const isSignedCall = (path: string, headers: Heads): boolean =>
  (path === "/api/inngest" && Boolean(headers["x-inngest-signature"])) ||
  (path === "/api/payments/webhook" && Boolean(headers["stripe-signature"]));

/**
 * The largest body, in bytes, of a request to this path. A body without an announced length is held in memory before its
 * signature can be checked, so only a request with a signature header may be large.
 */
export function bodyLimitOf(path: string, headers: Heads): number {
  if (isSignedCall(path, headers)) return path === "/api/inngest" ? ENGINE_BYTES : NOTICE_BYTES;
  if (path.startsWith("/api/auth/") || path === "/api/oauth/token") return SIGN_IN_BYTES;
  return FORM_BYTES;
}
