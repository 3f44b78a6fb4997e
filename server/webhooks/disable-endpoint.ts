import { sql } from "drizzle-orm";
import type { DisabledCause } from "@/db/schema/webhooks";
import { audit } from "@/server/shared/audit";
import type { TxContext } from "@/server/shared/context";

/**
 * Disables an endpoint and gives up all that waits for it, so that nothing old goes out when it is enabled again. The endpoint's
 * row is locked by the caller.
 */
export async function disableEndpoint(
  ctx: TxContext,
  endpointId: string,
  cause: DisabledCause,
): Promise<void> {
  await ctx.tx.execute(sql`
    update webhooks.endpoints set state = 'DISABLED', disabled_cause = ${cause}, disabled_at = clock_timestamp(),
      version = version + 1
    where id = ${endpointId}`);
  await giveUpWaiting(ctx, endpointId);
  await audit(ctx, {
    action: "disable-webhook-endpoint",
    entity: "webhook-endpoint",
    entityId: endpointId,
    before: { state: "ACTIVE" },
    after: { state: "DISABLED", disabledCause: cause },
  });
}

/** Gives up all that waits for an endpoint. It can be sent again by hand. */
export async function giveUpWaiting({ tx }: TxContext, endpointId: string): Promise<void> {
  await tx.execute(sql`
    update webhooks.deliveries set state = 'GIVEN_UP', given_up_cause = 'DISABLED', leased_until = null
    where endpoint_id = ${endpointId} and state = 'PENDING'`);
}
