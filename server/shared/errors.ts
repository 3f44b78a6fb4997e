/**
 * The codes of all expected refusals. Each adapter maps them through an exhaustive Record, so that no adapter can forget
 * a new code.
 */
export const errorCodes = [
  "INVALID_INPUT",
  "UNAUTHENTICATED",
  "FORBIDDEN",
  "NOT_FOUND",
  "CONFLICT",
  "TOO_LARGE",
  "RATE_LIMITED",
  "UNAVAILABLE",
  "INTERNAL",
  // the open API
  "INSUFFICIENT_SCOPE",
  "PRECONDITION_FAILED",
  "IDEMPOTENCY_KEY_REUSED",
  "REQUEST_IN_PROGRESS",
  // schedule
  "FLIGHT_ALREADY_EXISTS",
  "FLIGHT_NOT_ON_SALE",
  "FLIGHT_DEPARTED",
  "SALES_CLOSED",
  // reservation
  "WAITING_ROOM",
  "SOLD_OUT",
  "SEAT_TAKEN",
  "HOLD_EXPIRED",
  "TOO_MANY_HOLDS",
  "SEATS_IN_CHECKOUT",
  "PASSENGERS_INCOMPLETE",
  "NOT_CANCELLABLE",
  "NOT_CHANGEABLE",
  "CHANGE_AWAITS_PAYMENT",
  "QUOTE_EXPIRED",
  // consent
  "CONSENT_REQUIRED",
  // payment
  "PAYMENT_UNAVAILABLE",
  "PAYMENT_IN_PROGRESS",
  // identity
  "EMAIL_TAKEN",
  "BAD_CREDENTIALS",
] as const;

export type ErrorCode = (typeof errorCodes)[number];

/** Field path (`passengers.0.surname`) → message key under `errors.fields`. */
export type FieldErrors = Record<string, string>;

/** An expected refusal. A person sees the translated message of `code`, never `message`. */
export class AppError extends Error {
  constructor(
    readonly code: ErrorCode,
    readonly details: {
      fieldErrors?: FieldErrors;
      retryAfterSeconds?: number;
      /** Of WAITING_ROOM: the id of the sale event that has to be waited for. */
      saleEventId?: string;
      cause?: unknown;
    } = {},
  ) {
    super(code, { cause: details.cause });
    this.name = "AppError";
  }
}

/** The database's own error inside an error, for example inside Drizzle's wrapper; undefined when there is none. */
export function databaseErrorOf(error: unknown): (Error & { code: string }) | undefined {
  for (let e = error; e instanceof Error; e = e.cause) {
    const code = (e as { code?: unknown }).code;
    if (typeof code === "string" && /^[0-9A-Z]{5}$/.test(code)) return e as Error & { code: string };
  }
}

/** The SQLSTATE of a database error; undefined for other errors. */
export const sqlState = (error: unknown): string | undefined => databaseErrorOf(error)?.code;

export const UNIQUE_VIOLATION = "23505";
