import { sql } from "drizzle-orm";
import { audit } from "@/server/shared/audit";
import { type RequestContext, requirePermission, transaction } from "@/server/shared/context";
import { parse } from "@/server/shared/parse";
import { lockEndpoint } from "./endpoint-facts";
import { type RotateSecretInput, rotateSecretInput } from "./schemas";
import { insertSecret } from "./secret-facts";

/**
 * Gives an endpoint a new secret. For `keepHours` the one before it signs too, so that the receiver can change over without losing
 * anything; one that is older ends at once.
 *
 * @returns the new secret; it is not shown again.
 * @throws AppError UNAUTHENTICATED, FORBIDDEN, INVALID_INPUT, NOT_FOUND.
 */
export async function rotateSecret(
  ctx: RequestContext,
  input: RotateSecretInput,
): Promise<{ secret: string }> {
  requirePermission(ctx.actor, "platform.change");
  const { endpointId, keepHours } = parse(rotateSecretInput, input);
  return transaction(ctx, async (tx) => {
    await lockEndpoint(tx, endpointId);
    await tx.tx.execute(sql`
      delete from webhooks.secrets where endpoint_id = ${endpointId} and ends_at is not null`);
    await tx.tx.execute(sql`
      update webhooks.secrets set ends_at = clock_timestamp() + make_interval(hours => ${keepHours})
      where endpoint_id = ${endpointId}`);
    const secret = await insertSecret(tx, endpointId);
    await audit(tx, {
      action: "rotate-webhook-secret",
      entity: "webhook-endpoint",
      entityId: endpointId,
      after: { keepHours },
    });
    return { secret };
  });
}
