import { AppError, type ErrorCode, type FieldErrors, sqlState } from "@/server/shared/errors";
import { uuidv7 } from "@/server/shared/ids";
import { log } from "@/server/shared/log";
import { counter } from "@/server/shared/metrics";
import { requestFacts } from "@/server/shared/request-facts";

/** What an adapter answers for a refusal or a fault. It never contains the text of the error. */
export type Failure = {
  ok: false;
  code: ErrorCode;
  fieldErrors?: FieldErrors;
  /** Shown to the person, so that the fault can be found in the log. */
  correlationId?: string;
  retryAfterSeconds?: number;
  /** Of WAITING_ROOM: the sale event that has to be waited for. */
  saleEventId?: string;
};

/** When to ask again after UNAVAILABLE, unless something better is known. */
export const RETRY_AFTER_SECONDS = 5;

/**
 * The failure to answer for an error. It is counted by its code. A refusal (AppError) keeps its code; any other error is
 * logged under the id of the request and becomes UNAVAILABLE or INTERNAL.
 */
export function failureOf(error: unknown): Failure {
  const failure = toFailure(error);
  countFailure(failure.code);
  return failure;
}

function toFailure(error: unknown): Failure {
  if (error instanceof AppError) {
    const { fieldErrors, retryAfterSeconds, saleEventId } = error.details;
    return {
      ok: false,
      code: error.code,
      ...(fieldErrors && { fieldErrors }),
      ...(retryAfterSeconds !== undefined && { retryAfterSeconds }),
      ...(saleEventId && { saleEventId }),
    };
  }
  const facts = requestFacts();
  const correlationId = facts?.requestId ?? uuidv7();
  const unavailable = isUnavailable(error);
  const text = unavailable ? "a dependency did not answer" : "unexpected error";
  log.error({ ...facts, err: error, correlationId }, text);
  return unavailable
    ? { ok: false, code: "UNAVAILABLE", correlationId, retryAfterSeconds: RETRY_AFTER_SECONDS }
    : { ok: false, code: "INTERNAL", correlationId };
}

function countFailure(code: ErrorCode): void {
  const help = "Refusals and faults that were answered to people and programs, by their code.";
  counter("msa_failures_total", help, ["code"]).inc({ code });
}

const networkCodes = new Set([
  ...["ECONNREFUSED", "ECONNRESET", "ECONNABORTED", "ENOTFOUND", "EAI_AGAIN", "ETIMEDOUT", "EHOSTUNREACH"],
  ...["ENETUNREACH", "ENETDOWN", "EHOSTDOWN", "EPIPE", "EMFILE", "ENFILE", "ENOBUFS"],
]);
/**
 * SQL states: connection lost (08), transaction ended by the server or another one (25P03, 25P04, 40), a standby that
 * cannot write yet (25006), out of disk, memory or connections (53), lock not free (55P03), cancelled, shut down or
 * starting (57), and a failed read or write of the server's disk (58030).
 */
const transientStates = /^(?:08|25006|25P0[34]|40|53|55P03|57|58030)/;
/** Errors of the drivers that have no code. The last two are those of Neon's WebSocket. */
const lostConnection = new RegExp(
  [
    ...["Connection terminated", "timeout exceeded when trying to connect", "timeout expired"],
    ...[
      "Client has encountered",
      "Client was closed",
      "Query read timeout",
      "Cannot use a pool after calling end",
    ],
    ...[
      "There was an error establishing an SSL connection",
      "WebSocket was closed",
      "Unexpected server response",
    ],
  ].join("|"),
);

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
