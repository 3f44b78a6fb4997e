import { sql } from "drizzle-orm";
import { errors, jwtVerify } from "jose";
import { z } from "zod";
import { database } from "@/db/client";
import { clientSecrets, clients, signingKeys } from "@/db/schema/platform";
import { databaseClock } from "@/server/shared/database-clock";
import { isLiveSecret, isUseStale } from "./platform-predicates";
import { knownScopes, type Scope } from "./scopes";
import { publicKeyOf } from "./signing-key-facts";
import { apiResource, SECRET_CLAIM, SIGNING_ALGORITHM, TOKEN_TYPE, tokenIssuer } from "./token-rules";

/** Our own tokens have about 700 characters. */
const MAX_TOKEN_LENGTH = 4_096;

/** The client that a token proves, as the database has it now. */
export type TokenClient = {
  /** The client's row. */
  id: string;
  /** The public name, `msa_…`. */
  clientId: string;
  /** The account that the client acts for. Its role is asked of identity at each request. */
  userId: string;
  /** What the token was issued for, less what the client has lost since. */
  scopes: Scope[];
  requestsPerMinute: number;
  /** In place of the caps on unpaid holds of an account; null: those count. */
  unpaidHolds: number | null;
  holdsPerHour: number | null;
};

const claims = z.object({
  client_id: z.string().max(200),
  scope: z.string().max(1_000),
  [SECRET_CLAIM]: z.uuid(),
});

/**
 * Returns the client of an access token; null when the token was not issued here for the API, has expired, its secret or the
 * key that signed it has ended, or its client is disabled. A scope that was taken from the client is gone from its tokens at
 * once.
 *
 * @public It finds out who asks: the signed token is the proof.
 */
export async function clientOfToken(token: string): Promise<TokenClient | null> {
  const verified = await verifiedClaims(token);
  if (!verified) return null;
  const { rows } = await database().execute<TokenClient & { scopes: string[] }>(sql`
    with used as (
      update ${clients} set last_used_at = clock_timestamp() where id = (
        select ${clients.id} from ${clients}
        where ${clients.clientId} = ${verified.client_id} and ${isUseStale(clients.lastUsedAt)}
          and ${clients.disabledAt} is null
        for no key update skip locked))
    select ${clients.id} as "id", ${clients.clientId} as "clientId", ${clients.userId} as "userId",
      ${clients.scopes} as "scopes", ${clients.requestsPerMinute} as "requestsPerMinute",
      ${clients.unpaidHolds} as "unpaidHolds", ${clients.holdsPerHour} as "holdsPerHour"
    from ${clients}
    where ${clients.clientId} = ${verified.client_id} and ${clients.disabledAt} is null and exists (
      select from ${clientSecrets} where ${clientSecrets.id} = ${verified[SECRET_CLAIM]}
        and ${clientSecrets.clientId} = ${clients.id} and ${isLiveSecret})
      and exists (select from ${signingKeys} where ${signingKeys.kid} = ${verified.kid} and ${signingKeys.retiredAt} is null)`);
  const [client] = rows;
  if (!client) return null;
  const issuedFor = knownScopes(verified.scope.split(" "));
  return { ...client, scopes: issuedFor.filter((scope) => client.scopes.includes(scope)) };
}

type Verified = z.output<typeof claims> & { kid: string };

async function verifiedClaims(token: string): Promise<Verified | null> {
  if (token.length > MAX_TOKEN_LENGTH) return null;
  const currentDate = await databaseClock();
  try {
    const { payload, protectedHeader } = await jwtVerify(token, async ({ kid }) => keyOrRefusal(kid), {
      algorithms: [SIGNING_ALGORITHM],
      audience: apiResource(),
      currentDate,
      issuer: tokenIssuer(),
      requiredClaims: ["exp", "iat", "jti", "sub"],
      typ: TOKEN_TYPE,
    });
    const { data } = claims.safeParse(payload);
    return data ? { ...data, kid: protectedHeader.kid as string } : null;
  } catch (error) {
    if (error instanceof errors.JOSEError) return null;
    throw error;
  }
}

async function keyOrRefusal(kid: unknown) {
  const key = await publicKeyOf(kid);
  if (!key) throw new errors.JWKSNoMatchingKey();
  return key;
}
