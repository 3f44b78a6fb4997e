import { sql } from "drizzle-orm";
import { audit } from "@/server/shared/audit";
import { type RequestContext, requirePermission, transaction } from "@/server/shared/context";
import { AppError } from "@/server/shared/errors";
import { parse } from "@/server/shared/parse";
import { lockEndpoint } from "./endpoint-facts";
import { type RedeliverOneInput, redeliverOneInput } from "./schemas";

/**
 * Sends an event to its endpoint once more, whatever became of it before. One that waits is tried at once.
 *
 * @throws AppError UNAUTHENTICATED, FORBIDDEN, INVALID_INPUT, NOT_FOUND; CONFLICT while the endpoint is disabled.
 */
export async function redeliverEvent(ctx: RequestContext, input: RedeliverOneInput): Promise<void> {
  requirePermission(ctx.actor, "platform.change");
  const { endpointId, deliveryId } = parse(redeliverOneInput, input);
  await transaction(ctx, async (tx) => {
    const { state } = await lockEndpoint(tx, endpointId);
    if (state !== "ACTIVE") throw new AppError("CONFLICT");
    const { rows } = await tx.tx.execute(sql`
      update webhooks.deliveries set ${queuedAgain} where id = ${deliveryId} and endpoint_id = ${endpointId}
      returning id`);
    if (rows.length === 0) throw new AppError("NOT_FOUND");
    await audit(tx, {
      action: "redeliver-webhook",
      entity: "webhook-endpoint",
      entityId: endpointId,
      after: { deliveryId },
    });
  });
}

/** A lease that has not ended stays: whoever has it is sending. */
export const queuedAgain = sql`state = 'PENDING', given_up_cause = null, delivered_at = null, failures = 0,
  failing_since = null, next_try_at = clock_timestamp()`;
