import { unstable_rethrow } from "next/navigation";
import { followUp } from "@/app/_lib/actions/after-commit";
import { getRequestContext } from "@/app/_lib/auth/session";
import { getTripContext } from "@/app/_lib/auth/trip-access";
import { FORM_BYTES } from "@/app/_lib/edge/body-limits";
import { refusalOf } from "@/app/_lib/edge/refusal";
import { type RequestContext, requireMember } from "@/server/shared/context";
import { env } from "@/server/shared/env";
import { AppError, type ErrorCode } from "@/server/shared/errors";
import { textWithin } from "./body";
import { type Failure, failureOf, RETRY_AFTER_SECONDS } from "./failure";
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
  PAYMENT_UNAVAILABLE: 503,
  PAYMENT_IN_PROGRESS: 409,
  EMAIL_TAKEN: 409,
  BAD_CREDENTIALS: 401,
};

/**
 * Every address that a page asks calls its verb through this function. The result is answered as JSON, unless it is a
 * Response already. `trip`: the reservation that it is about, when its traveller may ask too.
 */
export function handle<T>(
  request: Request,
  verb: (ctx: RequestContext) => Promise<T>,
  { status = 200, trip }: { status?: number; trip?: string } = {},
): Promise<Response> {
  return answer(request, async () => {
    const data = await verb(await (trip ? getTripContext({ reservationId: trip }) : getRequestContext()));
    if (data instanceof Response) return data;
    if (data === undefined) return new Response(null, { status: 204, headers: noStore });
    return Response.json(data, { status, headers: noStore });
  });
}

/**
 * Answers a request by `work`. A refusal or fault becomes `application/problem+json` (RFC 9457) with its code, its title in
 * the language that the client accepts, field errors and Retry-After. What `work` puts into `headers` is on every answer.
 */
export async function answer(
  request: Request,
  work: (headers: Record<string, string>) => Promise<Response>,
): Promise<Response> {
  const reads = request.method === "GET" || request.method === "HEAD";
  const headers: Record<string, string> = {};
  let response: Response;
  try {
    if (!reads) refuseForeignOrigin(request);
    response = await work(headers);
  } catch (error) {
    unstable_rethrow(error);
    response = problem(failureOf(error), request);
  } finally {
    if (!reads) followUp();
  }
  for (const [name, value] of Object.entries(headers)) response.headers.set(name, value);
  return response;
}

export const noStore = { "Cache-Control": "no-store" };

/**
 * The JSON body of a member's or a traveller's request. The body of anybody else is not read.
 *
 * @throws AppError UNAUTHENTICATED, TOO_LARGE, INVALID_INPUT when it is not JSON.
 */
export async function readJson(ctx: RequestContext, request: Request): Promise<unknown> {
  if (ctx.actor.kind !== "TRAVELLER") requireMember(ctx.actor);
  const text = await textWithin(request, FORM_BYTES);
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new AppError("INVALID_INPUT", { cause });
  }
}

/** The session is a cookie, so a page of another site could use it. */
function refuseForeignOrigin(request: Request): void {
  const origin = request.headers.get("origin");
  if (origin !== null && origin !== new URL(env().APP_URL).origin) throw new AppError("FORBIDDEN");
}

function problem(
  { code, fieldErrors, correlationId, retryAfterSeconds }: Failure,
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
  };
  return new Response(JSON.stringify({ ...body, ...tooLarge?.problem }), {
    status,
    headers: {
      ...noStore,
      ...tooLarge?.headers,
      ...challengeOf(code, request),
      "Content-Type": "application/problem+json",
      "Content-Language": locale,
      ...(waitSeconds !== undefined && { "Retry-After": String(waitSeconds) }),
    },
  });
}

/** What a client without a valid token, or without the scope, is told (RFC 6750, RFC 9728). */
function challengeOf(code: ErrorCode, request: Request): Record<string, string> {
  const error = { UNAUTHENTICATED: "invalid_token", INSUFFICIENT_SCOPE: "insufficient_scope" }[
    code as string
  ];
  if (!error) return {};
  const resource = new URL(request.url).pathname === "/api/mcp" ? "/api/mcp" : "/api/v1";
  const metadata = new URL(`/.well-known/oauth-protected-resource${resource}`, env().APP_URL).href;
  return { "WWW-Authenticate": `Bearer error="${error}", resource_metadata="${metadata}"` };
}
