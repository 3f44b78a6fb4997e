import { AppError, type ErrorCode, type FieldErrors, sqlState } from "@/server/shared/errors";
import { uuidv7 } from "@/server/shared/ids";
import { log } from "@/server/shared/log";

/** What an adapter answers for a refusal or a fault. It never contains the text of the error. */
export type Failure = {
  ok: false;
  code: ErrorCode;
  fieldErrors?: FieldErrors;
  /** Shown to the person, so that the fault can be found in the log. */
  correlationId?: string;
  retryAfterSeconds?: number;
};

const RETRY_AFTER_SECONDS = 5;

/**
 * The failure to answer for an error. A refusal (AppError) keeps its code. Any other error is logged under a correlation
 * id and becomes UNAVAILABLE or INTERNAL.
 */
export function failureOf(error: unknown): Failure {
  if (error instanceof AppError) {
    const { fieldErrors, retryAfterSeconds } = error.details;
    return {
      ok: false,
      code: error.code,
      ...(fieldErrors && { fieldErrors }),
      ...(retryAfterSeconds !== undefined && { retryAfterSeconds }),
    };
  }
  const correlationId = uuidv7();
  const unavailable = isUnavailable(error);
  log.error({ err: error, correlationId }, unavailable ? "a dependency did not answer" : "unexpected error");
  return unavailable
    ? { ok: false, code: "UNAVAILABLE", correlationId, retryAfterSeconds: RETRY_AFTER_SECONDS }
    : { ok: false, code: "INTERNAL", correlationId };
}

const networkCodes = new Set([
  "ECONNREFUSED",
  "ECONNRESET",
  "ENOTFOUND",
  "EAI_AGAIN",
  "ETIMEDOUT",
  "EHOSTUNREACH",
  "EPIPE",
]);
/** SQL states: connection lost, out of resources, shut down or cancelled, concurrent transaction, lock not free. */
const transientStates = /^(08|53|57|40|55P03)/;
/** Errors of `pg` that have no code. */
const lostConnection =
  /Connection terminated|timeout exceeded when trying to connect|Client has encountered|Query read timeout/;

/** Returns true when trying again later may help: the database is away, full or overloaded. */
export function isUnavailable(error: unknown): boolean {
  if (transientStates.test(sqlState(error) ?? "")) return true;
  for (let e = error; e instanceof Error; e = e.cause) {
    if (networkCodes.has((e as NodeJS.ErrnoException).code ?? "") || lostConnection.test(e.message))
      return true;
    if (e instanceof AggregateError && e.errors.some(isUnavailable)) return true;
  }
  return false;
}
