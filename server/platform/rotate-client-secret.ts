import { and, eq, inArray, lt, sql } from "drizzle-orm";
import { clientSecrets } from "@/db/schema/platform";
import { audit } from "@/server/shared/audit";
import { type RequestContext, requirePermission, type TxContext, transaction } from "@/server/shared/context";
import { AppError } from "@/server/shared/errors";
import { parse } from "@/server/shared/parse";
import { liveSecrets, lockClient } from "./lock-client";
import { type NewSecret, type RotateClientSecretInput, rotateClientSecretInput } from "./schemas";
import { storeSecret } from "./store-secret";

/** So many secrets of a client are valid at the same time: the new one and the one before it. */
const MAX_LIVE = 2;

/**
 * Gives a client a new secret, which is returned this once. The one before it still works for `keepHours`; with 0 it and
 * its tokens end at once.
 *
 * @throws AppError UNAUTHENTICATED, FORBIDDEN, NOT_FOUND · INVALID_INPUT: at `keepHours` also when two secrets are valid
 *   already, of which none ends now · CONFLICT when the key was used before.
 */
export async function rotateClientSecret(
  ctx: RequestContext,
  input: RotateClientSecretInput,
): Promise<NewSecret> {
  const { id: createdBy } = requirePermission(ctx.actor, "platform.change");
  const { id, key, keepHours } = parse(rotateClientSecretInput, input);
  return transaction(ctx, async (tx) => {
    const { clientId } = await lockClient(tx, id);
    const live = await liveSecrets(tx, id);
    if (keepHours > 0 && live.length >= MAX_LIVE)
      throw new AppError("INVALID_INPUT", { fieldErrors: { keepHours: "twoSecrets" } });
    const { secret, lastFour } = await storeSecret(tx, { id: key, clientId: id, createdBy });
    const old = live.map((each) => each.id);
    if (old.length > 0) await endSecrets(tx, old, keepHours);
    await forgetEndedSecrets(tx, id);
    await audit(tx, {
      action: "rotate-client-secret",
      entity: "client",
      entityId: id,
      before: { secrets: live.map((each) => each.lastFour) },
      after: { lastFour, keepHours },
    });
    return { id, clientId, secret };
  });
}

async function endSecrets({ tx }: TxContext, ids: string[], keepHours: number): Promise<void> {
  const at = sql`clock_timestamp() + make_interval(hours => ${keepHours})`;
  await tx
    .update(clientSecrets)
    .set({
      // One that ends earlier keeps its end.
      expiresAt: sql`least(coalesce(${clientSecrets.expiresAt}, 'infinity'), ${at})`,
      ...(keepHours === 0 && { revokedAt: sql`clock_timestamp()` }),
    })
    .where(inArray(clientSecrets.id, ids));
}

/** What ended a day ago has no tokens any more. */
async function forgetEndedSecrets({ tx }: TxContext, clientId: string): Promise<void> {
  const dayAgo = sql`clock_timestamp() - interval '1 day'`;
  await tx
    .delete(clientSecrets)
    .where(and(eq(clientSecrets.clientId, clientId), lt(clientSecrets.expiresAt, dayAgo)));
}
