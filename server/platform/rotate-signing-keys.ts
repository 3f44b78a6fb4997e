import { and, inArray, sql } from "drizzle-orm";
import { signingKeys } from "@/db/schema/platform";
import { audit } from "@/server/shared/audit";
import { type RequestContext, requireSystem, type TxContext, transaction } from "@/server/shared/context";
import { lockSigningKeys, publishSigningKey } from "./publish-signing-key";
import { liveKeys } from "./signing-key-facts";
import { keyChanges } from "./signing-key-rules";

/**
 * Changes the keys of access tokens, every 30 days: a new key is published a day before its first use, and an old one is
 * retired, without its private half, when its last token has expired. When DATA_KEY opens no key, a new one signs at once.
 * The first key is made by the first request for a token.
 *
 * @throws AppError FORBIDDEN for everybody but sweeps.
 */
export async function rotateSigningKeys(
  ctx: RequestContext,
): Promise<{ published: string | null; retired: string[] }> {
  requireSystem(ctx.actor);
  return transaction(ctx, async (tx) => {
    await lockSigningKeys(tx);
    const { publishInSeconds, retired } = keyChanges(await liveKeys(tx.tx));
    const published = publishInSeconds === null ? null : await publishSigningKey(tx, publishInSeconds);
    await retire(tx, retired);
    return { published: published?.kid ?? null, retired };
  });
}

async function retire(ctx: TxContext, kids: string[]): Promise<void> {
  if (kids.length === 0) return;
  await ctx.tx
    .update(signingKeys)
    .set({ retiredAt: sql`clock_timestamp()`, privateJwk: null })
    .where(and(inArray(signingKeys.kid, kids)));
  for (const kid of kids)
    await audit(ctx, { action: "retire-signing-key", entity: "signing-key", entityId: kid });
}
