import { desc, isNull } from "drizzle-orm";
import { database } from "@/db/client";
import { signingKeys } from "@/db/schema/platform";

/**
 * The public keys of access tokens (RFC 7517), also of the one that signs next.
 *
 * @public It is what everybody may know, so that anybody can verify a token.
 */
export async function publicKeySet(): Promise<{ keys: Record<string, unknown>[] }> {
  const rows = await database()
    .select({ jwk: signingKeys.publicJwk })
    .from(signingKeys)
    .where(isNull(signingKeys.retiredAt))
    .orderBy(desc(signingKeys.usedFrom), desc(signingKeys.kid));
  return { keys: rows.map(({ jwk }) => jwk) };
}
