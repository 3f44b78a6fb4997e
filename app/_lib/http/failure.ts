import { AppError, type ErrorCode, type FieldErrors, sqlState } from "@/server/shared/errors";
import { uuidv7 } from "@/server/shared/ids";
import { log } from "@/server/shared/log";

/** What an adapter tells of a refusal or a fault. Never the text of the error itself. */
export type Failure = {
  ok: false;
  code: ErrorCode;
  fieldErrors?: FieldErrors;
  /** Named to the person, to find the fault in the log. */
  correlationId?: string;
  retryAfterSeconds?: number;
};

const RETRY_AFTER_SECONDS = 5;

/** An expected refusal as it is; a fault is logged under a correlation id. */
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
/** Connection lost, out of resources, shut down or cancelled, lost to a concurrent transaction, a lock not free. */
const passingStates = /^(08|53|57|40|55P03)/;
/** What `pg` says without a code. */
const lostConnection =
  /Connection terminated|timeout exceeded when trying to connect|Client has encountered|Query read timeout/;

/** Whether trying again later may help: the database is away, full or overloaded. */
export function isUnavailable(error: unknown): boolean {
  if (passingStates.test(sqlState(error) ?? "")) return true;
  for (let e = error; e instanceof Error; e = e.cause) {
    if (networkCodes.has((e as NodeJS.ErrnoException).code ?? "") || lostConnection.test(e.message))
      return true;
    if (e instanceof AggregateError && e.errors.some(isUnavailable)) return true;
  }
  return false;
}
