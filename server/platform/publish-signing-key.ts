import { sql } from "drizzle-orm";
import { calculateJwkThumbprint, exportJWK, generateKeyPair } from "jose";
import { signingKeys } from "@/db/schema/platform";
import { audit } from "@/server/shared/audit";
import type { TxContext } from "@/server/shared/context";
import { seal } from "@/server/shared/secret-box";
import { purposeOfKey } from "./signing-key-facts";
import type { SigningKey } from "./signing-key-rules";
import { SIGNING_ALGORITHM } from "./token-rules";

/** Makes a key, publishes it at once and signs with it from `inSeconds` on. The caller holds the lock of the keys. */
export async function publishSigningKey(ctx: TxContext, inSeconds: number): Promise<SigningKey> {
  const pair = await generateKeyPair(SIGNING_ALGORITHM, { extractable: true });
  const [publicJwk, jwk] = await Promise.all([exportJWK(pair.publicKey), exportJWK(pair.privateKey)]);
  const kid = await calculateJwkThumbprint(publicJwk);
  await ctx.tx.insert(signingKeys).values({
    kid,
    publicJwk: { ...publicJwk, kid, alg: SIGNING_ALGORITHM, use: "sig" },
    privateJwk: seal(JSON.stringify(jwk), purposeOfKey(kid)),
    usedFrom: sql`clock_timestamp() + make_interval(secs => ${inSeconds})`,
  });
  await audit(ctx, { action: "publish-signing-key", entity: "signing-key", entityId: kid });
  return { kid, jwk };
}

/** Only one transaction at a time decides about keys. Readers go on. */
export const lockSigningKeys = async ({ tx }: TxContext): Promise<void> => {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended('signing-keys', 0))`);
};
