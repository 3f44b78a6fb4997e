/** The refusals of a token endpoint (RFC 6749, section 5.2). */
export type TokenError =
  | "invalid_request"
  | "invalid_client"
  | "invalid_scope"
  | "unauthorized_client"
  | "unsupported_grant_type";

/** A request for a token that is refused before any secret is looked at. */
export class BadTokenRequest extends Error {
  constructor(
    readonly error: TokenError,
    readonly description: string,
  ) {
    super(error);
    this.name = "BadTokenRequest";
  }
}

export type TokenRequest = { clientId: string; clientSecret: string; scope: string | null };

const FORM = /^application\/x-www-form-urlencoded\s*(?:;|$)/i;

/** Whether the body of a request is a form, the only one that a token endpoint takes. */
export const isForm = (contentType: string | null): boolean => FORM.test(contentType ?? "");

/**
 * Reads a request for a token by client credentials (RFC 6749, section 4.4). The client shows its secret by HTTP Basic or
 * in the form, never in both.
 *
 * @throws BadTokenRequest.
 */
export function readTokenRequest(authorization: string | null, body: string): TokenRequest {
  const form = formOf(body);
  const grant = form.get("grant_type");
  if (!grant) throw new BadTokenRequest("invalid_request", "grant_type is missing");
  if (grant !== "client_credentials")
    throw new BadTokenRequest("unsupported_grant_type", "only client_credentials is supported");
  return { ...credentialsOf(authorization, form), scope: form.get("scope") ?? null };
}

/** A parameter without a value counts as absent; one that comes twice is an error (section 3.2). */
function formOf(body: string): Map<string, string> {
  const form = new Map<string, string>();
  const seen = new Set<string>();
  for (const [name, value] of new URLSearchParams(body)) {
    if (seen.has(name)) throw new BadTokenRequest("invalid_request", "a parameter is there twice");
    seen.add(name);
    if (value !== "") form.set(name, value);
  }
  return form;
}

function credentialsOf(
  authorization: string | null,
  form: ReadonlyMap<string, string>,
): Omit<TokenRequest, "scope"> {
  const [clientId, clientSecret] = [form.get("client_id"), form.get("client_secret")];
  if (authorization !== null) {
    if (clientSecret !== undefined)
      throw new BadTokenRequest("invalid_request", "the client shows its secret in two ways");
    const shown = basicOf(authorization);
    if (clientId !== undefined && clientId !== shown.clientId)
      throw new BadTokenRequest("invalid_request", "client_id is not that of the Authorization header");
    return shown;
  }
  if (clientId === undefined || clientSecret === undefined)
    throw new BadTokenRequest("invalid_client", "the client does not show its secret");
  return { clientId, clientSecret };
}

/** HTTP Basic with both parts form-encoded (section 2.3.1). */
function basicOf(authorization: string): Omit<TokenRequest, "scope"> {
  const [, encoded] = /^basic +([\w+/=-]+) *$/i.exec(authorization) ?? [];
  if (!encoded) throw new BadTokenRequest("invalid_client", "the Authorization header is not HTTP Basic");
  const [, id, secret] = /^([^:]*):(.*)$/s.exec(Buffer.from(encoded, "base64").toString("utf8")) ?? [];
  if (!id || !secret) throw new BadTokenRequest("invalid_client", "the client does not show its secret");
  return { clientId: formDecoded(id), clientSecret: formDecoded(secret) };
}

function formDecoded(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll("+", " "));
  } catch {
    return text;
  }
}
