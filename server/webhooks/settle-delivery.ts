import { sql } from "drizzle-orm";
import type { GivenUpCause } from "@/db/schema/webhooks";
import { type RequestContext, systemContext, type TxContext, transaction } from "@/server/shared/context";
import { log } from "@/server/shared/log";
import { LAST_TRY_HOURS, nextPause } from "./backoff-rules";
import { disableEndpoint } from "./disable-endpoint";
import { PING_TYPE } from "./events";
import type { LeasedDelivery } from "./lease-deliveries";
import type { Outcome } from "./webhook-transport";

/** LOST: the lease had ended, and another process has the delivery, or its endpoint was disabled. */
export type Settled = "DELIVERED" | "RETRIED" | "GIVEN_UP" | "LOST";

const GONE = 410;
/** The only one who disables an endpoint but a person. */
const ctxOf = (ctx: RequestContext) =>
  ctx.actor.kind === "SYSTEM" ? ctx : systemContext("deliver-webhooks");

/**
 * Writes down what came of a try, in one transaction: the attempt, the state of the delivery and that of its endpoint. A failure is
 * tried again, until 72 hours after the first one. An endpoint that failed for 72 hours, or that answered 410, is disabled.
 *
 * @param outcome null when there was nothing to send.
 */
export async function settleDelivery(
  ctx: RequestContext,
  delivery: LeasedDelivery,
  outcome: Outcome | null,
): Promise<Settled> {
  return transaction(ctxOf(ctx), async (tx) => {
    // Always the endpoint first: whoever disables it goes on to its deliveries.
    await tx.tx.execute(sql`select from webhooks.endpoints where id = ${delivery.endpointId} for update`);
    const since = await failingSince(tx, delivery);
    if (outcome) await insertAttempt(tx, delivery, outcome);
    if (since === null) return "LOST";
    if (!outcome) return giveUp(tx, delivery, "UNREADABLE");
    if (outcome.failure === null) return markDelivered(tx, delivery);
    if (delivery.eventType === PING_TYPE) return giveUp(tx, delivery, "PING");
    return fail(tx, delivery, outcome, since);
  });
}

type Since = { failingSeconds: number; random: number };

/** How long the delivery has failed; null when the lease was lost. */
async function failingSince({ tx }: TxContext, { id, tries }: LeasedDelivery): Promise<Since | null> {
  const { rows } = await tx.execute<Since>(sql`
    select coalesce(extract(epoch from clock_timestamp() - failing_since), 0)::float8 as "failingSeconds",
      random() as random
    from webhooks.deliveries where id = ${id} and state = 'PENDING' and tries = ${tries} for update`);
  return rows[0] ?? null;
}

async function insertAttempt(
  { tx }: TxContext,
  { id, endpointId }: LeasedDelivery,
  { status, failure, excerpt, durationMs }: Outcome,
): Promise<void> {
  await tx.execute(sql`
    insert into webhooks.attempts (delivery_id, endpoint_id, tried_at, duration_ms, status, failure, excerpt)
    select ${id}, ${endpointId}, clock_timestamp() - make_interval(secs => ${durationMs / 1_000}), ${durationMs},
      ${status}, ${failure}, ${excerpt}
    where exists (select from webhooks.deliveries where id = ${id})`);
}

async function markDelivered(
  { tx }: TxContext,
  { id, endpointId, eventType }: LeasedDelivery,
): Promise<Settled> {
  await tx.execute(sql`
    update webhooks.deliveries set state = 'DELIVERED', delivered_at = clock_timestamp(), leased_until = null,
      failures = 0, failing_since = null
    where id = ${id}`);
  // A test says nothing about the endpoint's state: it must not keep one alive that fails every event.
  if (eventType !== PING_TYPE)
    await tx.execute(sql`
      update webhooks.endpoints set last_tried_at = clock_timestamp(), failing_since = null where id = ${endpointId}`);
  return "DELIVERED";
}

async function giveUp({ tx }: TxContext, { id }: LeasedDelivery, cause: GivenUpCause): Promise<Settled> {
  await tx.execute(sql`
    update webhooks.deliveries set state = 'GIVEN_UP', given_up_cause = ${cause}, leased_until = null,
      next_try_at = clock_timestamp()
    where id = ${id}`);
  return "GIVEN_UP";
}

async function fail(
  ctx: TxContext,
  delivery: LeasedDelivery,
  { status, askedSeconds }: Outcome,
  { failingSeconds, random }: Since,
): Promise<Settled> {
  const failures = delivery.failures + 1;
  const pause = nextPause({ failures, failingSeconds, askedSeconds }, random);
  const { rows } = await ctx.tx.execute<{ tooLong: boolean }>(sql`
    update webhooks.endpoints set last_tried_at = clock_timestamp(),
      failing_since = coalesce(failing_since, clock_timestamp())
    where id = ${delivery.endpointId} and state = 'ACTIVE'
    returning failing_since <= clock_timestamp() - make_interval(hours => ${LAST_TRY_HOURS}) as "tooLong"`);
  await ctx.tx.execute(sql`
    update webhooks.deliveries set failures = ${failures}, leased_until = null,
      failing_since = coalesce(failing_since, clock_timestamp()),
      next_try_at = clock_timestamp() + make_interval(secs => ${pause ?? 0})
    where id = ${delivery.id}`);
  const settled = pause === null ? await giveUp(ctx, delivery, "EXHAUSTED") : "RETRIED";
  const cause = status === GONE ? "GONE" : rows[0]?.tooLong ? "FAILURES" : null;
  if (!cause || !rows[0]) return settled;
  log.warn({ endpointId: delivery.endpointId, cause }, "an endpoint of webhooks is disabled");
  await disableEndpoint(ctx, delivery.endpointId, cause);
  return "GIVEN_UP";
}
