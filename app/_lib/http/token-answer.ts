import type { AccessToken } from "@/server/platform/schemas";
import { failureOf, RETRY_AFTER_SECONDS } from "./failure";
import { httpStatus } from "./problem";
import { BadTokenRequest, type TokenError } from "./token-request";

/** RFC 6749, section 5.1: nobody on the way may keep an answer. */
const noStore = { "Cache-Control": "no-store", Pragma: "no-cache" };

/** The answer with a token (RFC 6749, section 5.1). */
export const tokenAnswer = ({ token, expiresIn, scopes }: AccessToken): Response =>
  Response.json(
    { access_token: token, token_type: "Bearer", expires_in: expiresIn, scope: scopes.join(" ") },
    { headers: noStore },
  );

/**
 * The answer to a request for a token that is refused (RFC 6749, section 5.2). What the standard has no word for, such as
 * too many wrong secrets, has its HTTP status and Retry-After.
 */
export function tokenRefusal(error: unknown): Response {
  if (error instanceof BadTokenRequest) return refused(error.error, error.description);
  const { code, fieldErrors, retryAfterSeconds } = failureOf(error);
  if (code === "BAD_CREDENTIALS")
    return refused("invalid_client", "no such client, or a wrong or expired secret");
  if (code === "INVALID_INPUT")
    return fieldErrors?.scope
      ? refused("invalid_scope", "the client does not have one of these scopes")
      : refused("invalid_request", "a parameter is too long or malformed");
  const status = httpStatus[code];
  const waitSeconds = retryAfterSeconds ?? (status === 503 ? RETRY_AFTER_SECONDS : undefined);
  const name =
    status === 413 ? "invalid_request" : status === 500 ? "server_error" : "temporarily_unavailable";
  return Response.json(
    { error: name },
    { status, headers: { ...noStore, ...(waitSeconds && { "Retry-After": String(waitSeconds) }) } },
  );
}

/** The answer to a request for an authorization code: there are none. */
export const noAuthorization = (): Response =>
  refused("unsupported_response_type", "no person is asked here: get a token at /api/oauth/token");

function refused(error: TokenError | "unsupported_response_type", description: string): Response {
  const isUnknown = error === "invalid_client";
  return Response.json(
    { error, error_description: description },
    {
      status: isUnknown ? 401 : 400,
      headers: {
        ...noStore,
        ...(isUnknown && { "WWW-Authenticate": 'Basic realm="MSA Air API", charset="UTF-8"' }),
      },
    },
  );
}
