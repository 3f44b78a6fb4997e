import { refusalOf } from "@/app/_lib/edge/refusal";
import { env } from "@/server/shared/env";
import type { ErrorCode } from "@/server/shared/errors";
import { type Failure, RETRY_AFTER_SECONDS } from "./failure";
import { acceptedLocale, problemTitles } from "./problem-titles";

/** The HTTP status of every error code. A new code does not compile without one. */
export const httpStatus: Record<ErrorCode, number> = {
  INVALID_INPUT: 422,
  UNAUTHENTICATED: 401,
  FORBIDDEN: 403,
  NOT_FOUND: 404,
  CONFLICT: 409,
  TOO_LARGE: 413,
  RATE_LIMITED: 429,
  UNAVAILABLE: 503,
  INTERNAL: 500,
  INSUFFICIENT_SCOPE: 403,
  PRECONDITION_FAILED: 412,
  IDEMPOTENCY_KEY_REUSED: 422,
  REQUEST_IN_PROGRESS: 409,
  FLIGHT_ALREADY_EXISTS: 409,
  FLIGHT_NOT_ON_SALE: 409,
  FLIGHT_DEPARTED: 409,
  SALES_CLOSED: 409,
  WAITING_ROOM: 429,
  SOLD_OUT: 409,
  SEAT_TAKEN: 409,
  HOLD_EXPIRED: 409,
  TOO_MANY_HOLDS: 429,
  SEATS_IN_CHECKOUT: 409,
  PASSENGERS_INCOMPLETE: 409,
  NOT_CANCELLABLE: 409,
  NOT_CHANGEABLE: 409,
  CHANGE_AWAITS_PAYMENT: 409,
  QUOTE_EXPIRED: 409,
  CONSENT_REQUIRED: 409,
  PAYMENT_UNAVAILABLE: 503,
  PAYMENT_IN_PROGRESS: 409,
  EMAIL_TAKEN: 409,
  BAD_CREDENTIALS: 401,
};

export const noStore = { "Cache-Control": "no-store" };

/**
 * A refusal or fault as `application/problem+json` (RFC 9457): its code, its title in the language that the client accepts,
 * field errors and Retry-After.
 */
export function problem(
  { code, fieldErrors, correlationId, retryAfterSeconds, saleEventId }: Failure,
  request: Request,
): Response {
  const status = httpStatus[code];
  // Whatever is not there now is asked for again.
  const waitSeconds = retryAfterSeconds ?? (status === 503 ? RETRY_AFTER_SECONDS : undefined);
  const tooLarge = code === "TOO_LARGE" ? refusalOf("TOO_LARGE") : null;
  const locale = acceptedLocale(request.headers.get("accept-language"));
  const body = {
    type: `/api/v1/docs#${code}`,
    title: problemTitles[code][locale],
    ...{ status, code, fieldErrors, correlationId },
    ...(saleEventId && { waitingRoom: waitingRoomPath(saleEventId) }),
  };
  return new Response(JSON.stringify({ ...body, ...tooLarge?.problem }), {
    status,
    headers: {
      ...noStore,
      ...tooLarge?.headers,
      ...challengeOf(code, request),
      ...(saleEventId && { Link: `<${waitingRoomPath(saleEventId)}>; rel="related"` }),
      "Content-Type": "application/problem+json",
      "Content-Language": locale,
      ...(waitSeconds !== undefined && { "Retry-After": String(waitSeconds) }),
    },
  });
}

/** Where a program sees how a waiting room moves, and below which it takes a place. */
export const waitingRoomPath = (saleEventId: string): string => `/api/v1/waiting-rooms/${saleEventId}`;

/** The words of RFC 6750 for a token that does not open an address. */
export const tokenErrors: Partial<Record<ErrorCode, string>> = {
  UNAUTHENTICATED: "invalid_token",
  INSUFFICIENT_SCOPE: "insufficient_scope",
};

/** What a client without a valid token, or without the scope, is told (RFC 6750, RFC 9728). Without a token nothing was wrong with it. */
function challengeOf(code: ErrorCode, request: Request): Record<string, string> {
  const error = tokenErrors[code];
  if (!error) return {};
  const resource = new URL(request.url).pathname === "/api/mcp" ? "/api/mcp" : "/api/v1";
  const metadata = new URL(`/.well-known/oauth-protected-resource${resource}`, env().APP_URL).href;
  const showsToken = /^bearer\b/i.test(request.headers.get("authorization") ?? "");
  const reason = showsToken ? `error="${error}", ` : "";
  return { "WWW-Authenticate": `Bearer ${reason}resource_metadata="${metadata}"` };
}
