import { sql } from "drizzle-orm";
import { audit } from "@/server/shared/audit";
import { type RequestContext, requirePermission, type TxContext, transaction } from "@/server/shared/context";
import { AppError } from "@/server/shared/errors";
import { parse } from "@/server/shared/parse";
import { lockEndpoint } from "./endpoint-facts";
import { type RotateSecretInput, rotateSecretInput } from "./schemas";
import { insertSecret, secretOfKey } from "./secret-facts";

/**
 * Gives an endpoint a new secret. For `keepHours` the one before it signs too, so that the receiver can change over without losing
 * anything; with 0 all others end at once. The same key a second time makes none and gives the same answer, while the secret is
 * the newest and for ten minutes.
 *
 * @returns the new secret; it is not shown again.
 * @throws AppError UNAUTHENTICATED, FORBIDDEN, NOT_FOUND · INVALID_INPUT: at `keepHours` also while the secret before still signs
 *   and would end · CONFLICT when the key was used before and its answer is no longer given.
 */
export async function rotateSecret(
  ctx: RequestContext,
  input: RotateSecretInput,
): Promise<{ secret: string }> {
  requirePermission(ctx.actor, "platform.change");
  const { endpointId, key, keepHours } = parse(rotateSecretInput, input);
  return transaction(ctx, async (tx) => {
    await lockEndpoint(tx, endpointId);
    const before = await secretOfKey(tx, endpointId, key);
    if (before !== null) return { secret: before };
    if (keepHours > 0 && (await isChanging(tx, endpointId)))
      throw new AppError("INVALID_INPUT", { fieldErrors: { keepHours: "twoSigningSecrets" } });
    await tx.tx.execute(sql`
      delete from webhooks.secrets where endpoint_id = ${endpointId} and ends_at is not null`);
    await tx.tx.execute(sql`
      update webhooks.secrets set ends_at = clock_timestamp() + make_interval(hours => ${keepHours})
      where endpoint_id = ${endpointId}`);
    const secret = await insertSecret(tx, endpointId, key);
    await audit(tx, {
      action: "rotate-webhook-secret",
      entity: "webhook-endpoint",
      entityId: endpointId,
      after: { keepHours },
    });
    return { secret };
  });
}

/** Whether a secret that has a successor still signs: another successor would end it before the receiver has changed over. */
async function isChanging({ tx }: TxContext, endpointId: string): Promise<boolean> {
  const { rows } = await tx.execute(sql`
    select from webhooks.secrets where endpoint_id = ${endpointId} and ends_at > clock_timestamp()`);
  return rows.length > 0;
}
