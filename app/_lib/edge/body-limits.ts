const KIB = 1_024;
const MIB = 1_024 * KIB;

/** Forms and JSON of people: a booking of nine adults with their infants is 6 KiB. */
export const FORM_BYTES = 64 * KIB;

/**
 * A call of the event engine has the run's events and step outputs. The engine sends at most 4 MiB and leaves the
 * rest to be fetched (github.com/inngest/inngest, pkg/execution/driver/driver.go at 253303c). The calls of this airline
 * carry at most ten events of a few kilobytes.
 */
export const ENGINE_BYTES = 4 * MIB;

/** Sign-in: an address, a password, two tokens. */
export const SIGN_IN_BYTES = 16 * KIB;

/** A notice of the payment provider is its event with one object: some kilobytes. */
export const NOTICE_BYTES = MIB;

type Heads = Readonly<Record<string, string | string[] | undefined>>;

/**
 * The most bytes that the body of a request to this path may have. Only who signs may send much: a body whose length is
 * not announced is held in memory before the signature can be checked.
 */
export function bodyLimitOf(path: string, headers: Heads): number {
  if (path === "/api/inngest" && headers["x-inngest-signature"]) return ENGINE_BYTES;
  if (path === "/api/payments/webhook" && headers["stripe-signature"]) return NOTICE_BYTES;
  if (path.startsWith("/api/auth/")) return SIGN_IN_BYTES;
  return FORM_BYTES;
}
