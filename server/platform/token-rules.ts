import { env } from "@/server/shared/env";
import { knownScopes, type Scope } from "./scopes";

/** How long an access token is valid, in seconds. */
export const TOKEN_SECONDS = 15 * 60;

/** How long a token is valid whose secret ends in so many seconds; null: it has no end. A secret's tokens end with it. */
export const tokenSeconds = (secretEndsInSeconds: number | null): number =>
  Math.max(1, Math.min(TOKEN_SECONDS, Math.ceil(secretEndsInSeconds ?? TOKEN_SECONDS)));

/** The algorithm of all signing keys. */
export const SIGNING_ALGORITHM = "ES256";
/** The type in the head of an access token (RFC 9068, section 2.1). */
export const TOKEN_TYPE = "at+jwt";
/** The claim that names the client's secret with which the token was asked for. */
export const SECRET_CLAIM = "secret_id";

/**
 * The issuer of access tokens: the site's own origin.
 *
 * @public Every client knows it.
 */
export const tokenIssuer = (): string => new URL(env().APP_URL).origin;

/**
 * The resource that access tokens are for: the API.
 *
 * @public Every client knows it.
 */
export const apiResource = (): string => `${tokenIssuer()}/api/v1`;

/**
 * The other resource that access tokens are for: the MCP server.
 *
 * @public Every client knows it.
 */
export const mcpResource = (): string => `${tokenIssuer()}/api/mcp`;

/** The scopes of a text such as `flights:read bookings:read`; null when one of them is not among `allowed`. */
export function requestedScopes(text: string | null, allowed: readonly Scope[]): Scope[] | null {
  const asked = (text ?? "").split(" ").filter((name) => name !== "");
  if (asked.length === 0) return [...allowed];
  return asked.every((name) => (allowed as readonly string[]).includes(name)) ? knownScopes(asked) : null;
}
