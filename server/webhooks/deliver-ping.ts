import { sql } from "drizzle-orm";
import { audit } from "@/server/shared/audit";
import { type RequestContext, requirePermission, transaction } from "@/server/shared/context";
import { uuidv7 } from "@/server/shared/ids";
import { parse } from "@/server/shared/parse";
import { limitCalls, lockEndpoint } from "./endpoint-facts";
import { PING_TYPE } from "./events";
import { LEASE_SECONDS, type LeasedDelivery } from "./lease-deliveries";
import { deliverPingInput, type PingResult } from "./schemas";
import { settleDelivery } from "./settle-delivery";
import { tryDelivery } from "./try-delivery";
import type { TransportOptions } from "./webhook-transport";

/**
 * Sends a test to an endpoint at once, also to a disabled one, and waits for its answer. It is tried once, stands in the log of
 * deliveries, and says nothing about the endpoint's state.
 *
 * @throws AppError UNAUTHENTICATED, FORBIDDEN, INVALID_INPUT, NOT_FOUND, RATE_LIMITED.
 */
export async function deliverPing(
  ctx: RequestContext,
  input: { endpointId: string },
  options: TransportOptions = {},
): Promise<PingResult> {
  const { id: staffId } = requirePermission(ctx.actor, "platform.change");
  const { endpointId } = parse(deliverPingInput, input);
  await limitCalls(staffId);
  const ping = await queuePing(ctx, endpointId);
  const outcome = await tryDelivery(ping, options);
  await settleDelivery(ctx, ping, outcome);
  const { status = null, failure = null, excerpt = null, durationMs = 0 } = outcome ?? {};
  return { deliveryId: ping.id, status, failure, excerpt, durationMs };
}

/** Writes the test down, leased to this process. */
function queuePing(ctx: RequestContext, endpointId: string): Promise<LeasedDelivery> {
  const eventId = uuidv7();
  return transaction(ctx, async (tx) => {
    const { url } = await lockEndpoint(tx, endpointId);
    const { rows } = await tx.tx.execute<{ id: number; occurredAt: string }>(sql`
      insert into webhooks.deliveries
        (endpoint_id, event_id, event_type, order_key, occurred_at, state, tries, leased_until)
      values (${endpointId}, ${eventId}, ${PING_TYPE}, ${eventId}, clock_timestamp(), 'PENDING', 1,
        clock_timestamp() + make_interval(secs => ${LEASE_SECONDS}))
      returning id::float8 as id, occurred_at as "occurredAt"`);
    const written = rows[0] as { id: number; occurredAt: string };
    await audit(tx, {
      action: "ping-webhook-endpoint",
      entity: "webhook-endpoint",
      entityId: endpointId,
      after: { deliveryId: written.id },
    });
    return {
      ...{ id: written.id, endpointId, url, eventId, eventType: PING_TYPE, tries: 1, failures: 0 },
      occurredAt: new Date(written.occurredAt),
    };
  });
}
