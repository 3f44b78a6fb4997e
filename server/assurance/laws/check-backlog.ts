import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import type { LawReport } from "@/server/assurance/schemas";
import { waitingWork } from "./backlog-predicates";
import { examplesOf, figuresOf, LATE, reportLaw } from "./report-law";

/** L7: outbox, deliveries, overdue holds and changes, refunds, cancelled flights, messages and webhooks drain; nothing is stuck. */
export async function checkBacklog(tx: Tx): Promise<LawReport> {
  const { pending = 0, late = 0, ...figures } = await queueFigures(tx);
  const violations = [...(await lateViolations(tx)), ...(await stuckViolations(tx))];
  return reportLaw("L7", figures, violations, { pending, late });
}

const queueFigures = (tx: Tx) =>
  figuresOf(
    tx,
    sql`select count(*) as pending, count(*) filter (where since < now() - ${LATE}) as late,
          count(*) filter (where queue = 'outbox') as outbox,
          count(*) filter (where queue = 'unreceived') as unreceived,
          count(*) filter (where queue = 'overdue_holds') as "overdueHolds",
          count(*) filter (where queue = 'overdue_changes') as "overdueChanges",
          count(*) filter (where queue = 'pending_refunds') as "pendingRefunds",
          count(*) filter (where queue = 'undecided_captures') as "undecidedCaptures",
          count(*) filter (where queue = 'cancelled_flights') as "cancelledFlights",
          count(*) filter (where queue = 'unsent_messages') as "unsentMessages",
          count(*) filter (where queue = 'webhooks') as webhooks,
          (select count(*) from shared.outbox where parked_reason is not null) as "parkedEvents",
          (select count(*) from assurance.dead_letters where resolved_at is null) as "deadLetters"
        from (${waitingWork}) w`,
  );

async function lateViolations(tx: Tx) {
  return [
    ...(await examplesOf(
      tx,
      "a queue drains within 5 minutes",
      // Each queue with the event that has waited longest, if one is known.
      sql`select w.*, o.name from (
            select queue, count(*)::int as waiting, min(since) as since,
              (array_agg(event_id order by since))[1] as event_id
            from (${waitingWork}) q where since < now() - ${LATE} group by 1) w
          left join shared.outbox o on o.id = w.event_id`,
    )),
    ...(await examplesOf(
      tx,
      "a reaction says within 5 minutes that it is done",
      sql`select d.event_id, o.name, d.consumer, d.tries, d.published_at as since from shared.deliveries d
          left join shared.outbox o on o.id = d.event_id
          where d.published_at < now() - ${LATE} and d.done_at is null order by d.published_at`,
    )),
  ];
}

/** Work that no retry will finish: a person has to act. */
async function stuckViolations(tx: Tx) {
  return [
    ...(await examplesOf(
      tx,
      "no event is parked",
      sql`select id as event_id, name, parked_reason as reason from shared.outbox where parked_reason is not null`,
    )),
    ...(await examplesOf(
      tx,
      "no run is given up",
      sql`select id as dead_letter_id, function_id, event_name, error from assurance.dead_letters
          where resolved_at is null`,
    )),
    ...(await examplesOf(
      tx,
      "the event engine accepts our functions",
      // The engine that was asked last is the one in use.
      sql`select engine, reason, asked_at as since from (
            select * from assurance.engine_registrations order by asked_at desc limit 1) r
          where state = 'REFUSED'`,
    )),
  ];
}
