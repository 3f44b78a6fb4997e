import { sql } from "drizzle-orm";
import { audit } from "@/server/shared/audit";
import { type RequestContext, requirePermission, transaction } from "@/server/shared/context";
import { parse } from "@/server/shared/parse";
import { disableEndpoint, giveUpWaiting } from "./disable-endpoint";
import { lockEndpoint } from "./endpoint-facts";
import { type SwitchEndpointInput, switchEndpointInput } from "./schemas";

/**
 * Disables an endpoint, or enables it. What happens while it is disabled is written down as given up, and can be sent later. One that
 * is in this state already stays as it is.
 *
 * @throws AppError UNAUTHENTICATED, FORBIDDEN, INVALID_INPUT, NOT_FOUND.
 */
export async function switchEndpoint(ctx: RequestContext, input: SwitchEndpointInput): Promise<void> {
  requirePermission(ctx.actor, "platform.change");
  const { endpointId, state } = parse(switchEndpointInput, input);
  await transaction(ctx, async (tx) => {
    const before = await lockEndpoint(tx, endpointId);
    if (before.state === state) return;
    if (state === "DISABLED") return disableEndpoint(tx, endpointId, "STAFF");
    // An event that was queued at the moment of the disabling may still wait: nothing old goes out now.
    await giveUpWaiting(tx, endpointId);
    await tx.tx.execute(sql`
      update webhooks.endpoints set state = 'ACTIVE', disabled_cause = null, disabled_at = null, failing_since = null,
        version = version + 1
      where id = ${endpointId}`);
    await audit(tx, {
      action: "enable-webhook-endpoint",
      entity: "webhook-endpoint",
      entityId: endpointId,
      before: { state: before.state, disabledCause: before.disabledCause },
      after: { state },
    });
  });
}
