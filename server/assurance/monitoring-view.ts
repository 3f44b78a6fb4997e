import { sql } from "drizzle-orm";
import { database, type Tx } from "@/db/client";
import { type RequestContext, requireSystem } from "@/server/shared/context";
import { beyondCursor } from "@/server/shared/projection";
import { NEWEST_EVENTS, projectedEvents } from "./backlog-view";
import { namesIn } from "./event-predicates";
import { waitingWork } from "./laws/backlog-predicates";
import { figuresOf } from "./laws/report-law";
import { type MonitoringFigures, waitingQueues } from "./monitoring-schemas";

/**
 * The figures of the whole airline that monitoring reads often. Each costs a few look-ups in an index, however large the
 * tables are. Ages are in seconds, by the database's clock; 0 when nothing waits.
 *
 * @throws AppError FORBIDDEN: the adapter that checked the monitoring token calls this as the system.
 */
export async function monitoringFigures(ctx: RequestContext): Promise<MonitoringFigures> {
  requireSystem(ctx.actor);
  // One after the other on one connection: monitoring must not fill the pool of a process that is short of connections.
  return database().transaction(
    async (tx) => ({
      queues: await queueFigures(tx),
      projectionLagSeconds: await projectionLags(tx),
      ...((await singleFigures(tx)) as Omit<MonitoringFigures, "queues" | "projectionLagSeconds">),
    }),
    { accessMode: "read only" },
  );
}

/** A row for every queue, also for one in which nothing waits. */
async function queueFigures(tx: Tx): Promise<MonitoringFigures["queues"]> {
  const { rows } = await tx.execute<{ queue: string; waiting: number; oldest: number }>(sql`
    select queue, count(*)::int as waiting, ${ageOf(sql`min(since)`)} as oldest from (${waitingWork}) w group by 1`);
  return waitingQueues.options.map((queue) => {
    const found = rows.find((row) => row.queue === queue);
    return { queue, waiting: found?.waiting ?? 0, oldestSeconds: found?.oldest ?? 0 };
  });
}

const ageOf = (moment: ReturnType<typeof sql>) =>
  sql`greatest(0, coalesce(extract(epoch from clock_timestamp() - ${moment}), 0))::float8`;

/** The age of the oldest event that a projection has not read. Rows after its cursor that it does not read do not count. */
async function projectionLags(tx: Tx): Promise<Record<string, number>> {
  const lags = Object.entries(projectedEvents).map(
    ([name, events]) => sql`${ageOf(sql`(select min(o.occurred_at) from (
      select o.name, o.occurred_at from shared.outbox o where ${beyondCursor(name)}
      order by o.xid, o.seq limit ${NEWEST_EVENTS}) o where o.name in (${namesIn(events)}))`)}
      as ${sql.identifier(name)}`,
  );
  return figuresOf(tx, sql`select ${sql.join(lags, sql`, `)}`);
}

const dayAgo = sql`clock_timestamp() - interval '1 day'`;

const singleFigures = (tx: Tx): Promise<Record<string, number>> =>
  figuresOf(
    tx,
    sql`select
      (select count(*) from reservation.reservations
        where status = 'HELD' and payment_deadline > clock_timestamp()) as "liveHolds",
      (select count(*) from reservation.reservations
        where status = 'HELD' and payment_deadline <= clock_timestamp()) as "overdueHolds",
      refunds.*, mails.*, letters.*, webhooks.*, endpoints.*, given_up.*,
      (select numbackends from pg_stat_database where datname = current_database()) as connections,
      current_setting('max_connections')::int as "maxConnections",
      pg_database_size(current_database()) as "sizeBytes"
    from (select count(*) as "refundsPending", coalesce(sum(amount), 0) as "refundsPendingWon",
        ${ageOf(sql`min(created_at)`)} as "refundOldestSeconds"
      from payment.refunds where status = 'PENDING') refunds,
    (select count(*) as "messagesUnsent", count(*) filter (where attempts > 0) as "messagesFailing",
        ${ageOf(sql`min(created_at)`)} as "messageOldestSeconds"
      from notification.messages where status <> 'SENT') mails,
    (select count(*) as "webhooksWaiting", ${ageOf(sql`min(d.occurred_at)`)} as "webhookOldestSeconds"
      from webhooks.endpoints e join webhooks.deliveries d on d.endpoint_id = e.id and d.state = 'PENDING'
      where e.state = 'ACTIVE') webhooks,
    (select count(*) filter (where state = 'ACTIVE') as "webhookEndpoints",
        count(failing_since) filter (where state = 'ACTIVE') as "webhookEndpointsFailing",
        ${ageOf(sql`min(failing_since) filter (where state = 'ACTIVE')`)} as "webhookFailingSeconds",
        count(*) filter (where disabled_cause in ('FAILURES', 'GONE') and disabled_at > ${dayAgo}) as "webhookEndpointsEnded"
      from webhooks.endpoints) endpoints,
    (select count(*) as "webhooksGivenUp" from webhooks.deliveries
      where given_up_cause in ('EXHAUSTED', 'UNREADABLE') and next_try_at > ${dayAgo}) given_up,
    (select count(*) as "deadLetters", ${ageOf(sql`min(parked_at)`)} as "deadLetterOldestSeconds"
      from assurance.dead_letters where resolved_at is null) letters`,
  );
