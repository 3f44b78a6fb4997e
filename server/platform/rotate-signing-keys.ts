import { type RequestContext, requireSystem, transaction } from "@/server/shared/context";
import { lockSigningKeys, publishSigningKey } from "./publish-signing-key";
import { liveKeys } from "./signing-key-facts";
import { keyChanges } from "./signing-key-rules";
import { writeRetirement } from "./write-retirement";

/**
 * Changes the keys of access tokens, every 30 days: a new key is published a day before its first use, and an old one is
 * retired, without its private half, when its last token has expired. When DATA_KEY opens no key, a new one signs at once; a
 * key that it does not open is retired a day after its 30 days, because other processes may sign with it. The first key is made
 * by the first request for a token.
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
    await writeRetirement(tx, retired);
    return { published: published?.kid ?? null, retired };
  });
}
