import { database } from "@/db/client";
import { systemContext, transaction } from "@/server/shared/context";
import { lockSigningKeys, publishSigningKey } from "./publish-signing-key";
import { liveKeys } from "./signing-key-facts";
import { type SigningKey, signingKeyOf } from "./signing-key-rules";

/**
 * The key that signs now. When there is none, or DATA_KEY opens none, a new one is made. Of processes that find none at the
 * same time one makes it, and the others take it.
 */
export async function requireSigningKey(): Promise<SigningKey> {
  const found = signingKeyOf(await liveKeys(database()));
  if (found) return found;
  return transaction(systemContext("signing-keys"), async (tx) => {
    await lockSigningKeys(tx);
    return signingKeyOf(await liveKeys(tx.tx)) ?? publishSigningKey(tx, 0);
  });
}
