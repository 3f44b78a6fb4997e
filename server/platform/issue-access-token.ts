import { and, eq, isNull, sql } from "drizzle-orm";
import { SignJWT } from "jose";
import { database } from "@/db/client";
import { clientSecrets, clients } from "@/db/schema/platform";
import { actorAddress, type RequestContext } from "@/server/shared/context";
import { databaseClock } from "@/server/shared/database-clock";
import { AppError } from "@/server/shared/errors";
import { uuidv7 } from "@/server/shared/ids";
import { parse } from "@/server/shared/parse";
import { limitWrongSecrets } from "./limit-token-requests";
import { isLiveSecret, isUseStale } from "./platform-predicates";
import { requireSigningKey } from "./require-signing-key";
import { type AccessToken, type IssueAccessTokenInput, issueAccessTokenInput } from "./schemas";
import { knownScopes, type Scope } from "./scopes";
import { hashOfSecret, isSameHash } from "./secret-rules";
import {
  apiResource,
  mcpResource,
  requestedScopes,
  SECRET_CLAIM,
  SIGNING_ALGORITHM,
  TOKEN_TYPE,
  tokenIssuer,
  tokenSeconds,
} from "./token-rules";

/**
 * Issues an access token to a client that shows its secret (RFC 6749, section 4.4): a signed JWT (RFC 9068) of 15 minutes, or
 * until the secret ends. Anybody may ask. An unknown client, a disabled one and a wrong secret get the same answer.
 *
 * @throws AppError BAD_CREDENTIALS · INVALID_INPUT: at `scope` the client does not have one of the scopes · RATE_LIMITED for
 *   wrong secrets, per place, and per client and place.
 */
export async function issueAccessToken(
  ctx: RequestContext,
  input: IssueAccessTokenInput,
): Promise<AccessToken> {
  const { clientId, clientSecret, scope } = parse(issueAccessTokenInput, input);
  const client = await clientWithSecret(clientId, clientSecret);
  if (!client) {
    await limitWrongSecrets(clientId, actorAddress(ctx.actor));
    throw new AppError("BAD_CREDENTIALS");
  }
  const scopes = requestedScopes(scope, client.scopes);
  if (!scopes || scopes.length === 0)
    throw new AppError("INVALID_INPUT", { fieldErrors: { scope: "invalid" } });
  await recordUse(client);
  return { token: await signed(clientId, client, scopes), expiresIn: client.seconds, scopes };
}

/** `seconds`: how long a token is valid that it gets now. */
type ProvenClient = { id: string; secretId: string; seconds: number; scopes: Scope[] };

const NO_HASH = Buffer.alloc(32);

async function clientWithSecret(clientId: string, secret: string): Promise<ProvenClient | null> {
  const rows = await database()
    .select({
      id: clients.id,
      scopes: clients.scopes,
      secretId: clientSecrets.id,
      secretHash: clientSecrets.secretHash,
      secondsLeft: sql<
        number | null
      >`extract(epoch from ${clientSecrets.expiresAt} - clock_timestamp())::float8`,
    })
    .from(clients)
    .innerJoin(clientSecrets, eq(clientSecrets.clientId, clients.id))
    .where(and(eq(clients.clientId, clientId), isNull(clients.disabledAt), isLiveSecret));
  const shown = hashOfSecret(secret);
  // Somebody unknown takes as long as a wrong secret.
  if (rows.length === 0) isSameHash(shown, NO_HASH);
  const found = rows.filter(({ secretHash }) => isSameHash(shown, secretHash))[0];
  if (!found) return null;
  const seconds = tokenSeconds(found.secondsLeft);
  return { id: found.id, secretId: found.secretId, seconds, scopes: knownScopes(found.scopes) };
}

/** At most once a minute, so that a busy client does not wait for its own row. */
async function recordUse({ id, secretId }: ProvenClient): Promise<void> {
  const lastUsedAt = sql`clock_timestamp()`;
  await database()
    .update(clientSecrets)
    .set({ lastUsedAt })
    .where(and(eq(clientSecrets.id, secretId), isUseStale(clientSecrets.lastUsedAt)));
  await database()
    .update(clients)
    .set({ lastUsedAt })
    .where(and(eq(clients.id, id), isUseStale(clients.lastUsedAt)));
}

async function signed(
  clientId: string,
  { secretId, seconds }: ProvenClient,
  scopes: readonly Scope[],
): Promise<string> {
  const { kid, jwk } = await requireSigningKey();
  const issuedAt = Math.floor((await databaseClock()).getTime() / 1000);
  return new SignJWT({ client_id: clientId, scope: scopes.join(" "), [SECRET_CLAIM]: secretId })
    .setProtectedHeader({ alg: SIGNING_ALGORITHM, kid, typ: TOKEN_TYPE })
    .setIssuer(tokenIssuer())
    .setAudience([apiResource(), mcpResource()])
    .setSubject(clientId)
    .setIssuedAt(issuedAt)
    .setExpirationTime(issuedAt + seconds)
    .setJti(uuidv7())
    .sign({ ...jwk, alg: SIGNING_ALGORITHM });
}
