import { decodeJwt, decodeProtectedHeader, type JWTPayload, SignJWT } from "jose";
import type { Airline } from "@/e2e/support/airline";
import { requireSigningKey } from "@/server/platform/require-signing-key";

/** Gets a token for all that a client may do. */
export async function tokenOf(
  airline: Airline,
  { clientId, clientSecret }: { clientId: string; clientSecret: string },
): Promise<string> {
  const basic = Buffer.from(`${clientId}:${clientSecret}`).toString("base64");
  const answer = await fetch(`${airline.url}/api/oauth/token`, {
    method: "POST",
    headers: { authorization: `Basic ${basic}` },
    body: new URLSearchParams({ grant_type: "client_credentials" }),
  });
  return ((await answer.json()) as { access_token: string }).access_token;
}

/** The same token with other claims, signed with a key of the airline. */
export async function resigned(token: string, claims: JWTPayload = {}): Promise<string> {
  const { kid, jwk } = await requireSigningKey();
  const head = { ...decodeProtectedHeader(token), alg: "ES256", kid };
  return new SignJWT({ ...decodeJwt(token), ...claims })
    .setProtectedHeader(head)
    .sign({ ...jwk, alg: "ES256" });
}
