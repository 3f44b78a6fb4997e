import { sql } from "drizzle-orm";
import { audit } from "@/server/shared/audit";
import { type RequestContext, requirePermission, transaction } from "@/server/shared/context";
import { AppError } from "@/server/shared/errors";
import { parse } from "@/server/shared/parse";
import { lockEndpoint } from "./endpoint-facts";
import { queuedAgain } from "./redeliver-event";
import { type RedeliverGivenUpInput, redeliverGivenUpInput } from "./schemas";

/** So many in one statement take a second of the database. */
const MOST = 10_000;

/**
 * Sends an endpoint once more what was given up, of events since a moment: the oldest first, at most 10,000. Tests are left out.
 *
 * @returns how many were queued, and whether more are left.
 * @throws AppError UNAUTHENTICATED, FORBIDDEN, INVALID_INPUT, NOT_FOUND; CONFLICT while the endpoint is disabled.
 */
export async function redeliverMissed(
  ctx: RequestContext,
  input: RedeliverGivenUpInput,
): Promise<{ queued: number; more: boolean }> {
  requirePermission(ctx.actor, "platform.change");
  const { endpointId, since } = parse(redeliverGivenUpInput, input);
  return transaction(ctx, async (tx) => {
    const { state } = await lockEndpoint(tx, endpointId);
    if (state !== "ACTIVE") throw new AppError("CONFLICT");
    const { rowCount } = await tx.tx.execute(sql`
      update webhooks.deliveries set ${queuedAgain} where id in (
        select id from webhooks.deliveries
        where endpoint_id = ${endpointId} and state = 'GIVEN_UP' and given_up_cause <> 'PING'
          and occurred_at >= ${since.toISOString()}::timestamptz
        order by id limit ${MOST})`);
    const queued = rowCount ?? 0;
    await audit(tx, {
      action: "redeliver-missed-webhooks",
      entity: "webhook-endpoint",
      entityId: endpointId,
      after: { since: since.toISOString(), queued },
    });
    return { queued, more: queued === MOST };
  });
}
