import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import type { LawReport } from "@/server/assurance/schemas";
import { isKept } from "@/server/shared/event-log";
import { examplesOf, figuresOf, reportLaw } from "./report-law";

/** True for a reservation `r` that was confirmed to its customer, also when it was cancelled later. */
const confirmed = sql`r.status in ('CREATED', 'CANCELLED')`;

/**
 * The events that a reservation of each status must have; of each inner list one is enough. One that was split from another
 * begins with that.
 */
const requiredEvents = sql`(values
  ('HELD', array['reservation/reservation.held']),
  ('CREATED', array['reservation/reservation.held', 'reservation/reservation.split-off']),
  ('CREATED', array['reservation/reservation.created', 'reservation/reservation.split-off']),
  ('CANCELLED', array['reservation/reservation.created', 'reservation/reservation.split-off']),
  ('CANCELLED', array['reservation/reservation.cancelled']),
  ('EXPIRED', array['reservation/reservation.held']),
  ('EXPIRED', array['reservation/reservation.expired', 'reservation/payment.refused'])) as e(status, names)`;

/** L6: everything that was confirmed to a customer is stored; a repeated request with the same key gets the same answer. */
export async function checkAnswers(tx: Tx): Promise<LawReport> {
  const figures = await figuresOf(
    tx,
    sql`select count(*) as reservations,
          (select count(*) from reservation.payment_decisions where decision = 'ACCEPTED') as "acceptedPayments",
          (select count(*) from reservation.passengers where ticket_number is not null) as tickets,
          (select count(*) from shared.audit_log where entity = 'reservation') as "auditedChanges"
        from reservation.reservations`,
  );
  const violations = [
    ...(await paymentViolations(tx)),
    ...(await recordViolations(tx)),
    ...(await repeatViolations(tx)),
  ];
  return reportLaw("L6", figures, violations);
}

/** Each accepted payment has its reservation with the tickets. */
async function paymentViolations(tx: Tx) {
  return [
    ...(await examplesOf(
      tx,
      "an accepted payment has its reservation",
      sql`select d.payment_id, d.reservation_id, r.status from reservation.payment_decisions d
          left join reservation.reservations r on r.id = d.reservation_id
          left join reservation.changes c on c.id = d.change_id and c.reservation_id = r.id and c.status = 'DONE'
          where d.decision = 'ACCEPTED' and ((${confirmed}) is not true or c.id is null)`,
    )),
    ...(await examplesOf(
      tx,
      "a confirmed reservation has the decision about its payment",
      sql`select r.id as reservation_id, r.status from reservation.reservations r
          where ${confirmed} and r.split_from is null and not exists (select from reservation.payment_decisions d
            join reservation.changes c on c.id = d.change_id and c.kind = 'ISSUE' and c.status = 'DONE'
            where d.reservation_id = r.id and d.decision = 'ACCEPTED')`,
    )),
    ...(await examplesOf(
      tx,
      "a confirmed reservation has a ticket for each passenger",
      sql`select r.id as reservation_id, r.status, count(p.id)::int as passengers, count(t.number)::int as tickets
          from reservation.reservations r join reservation.passengers p on p.reservation_id = r.id
          left join reservation.tickets t on t.number = p.ticket_number and t.passenger_id = p.id
          where ${confirmed} group by r.id having count(p.id) <> count(t.number)`,
    )),
  ];
}

/** State, audit row and event are written in one transaction: none exists without the others. */
async function recordViolations(tx: Tx) {
  return [
    ...(await examplesOf(
      tx,
      "an audited reservation is there",
      sql`select a.entity_id as reservation_id, min(a.action) as action from shared.audit_log a
          where a.entity = 'reservation'
            and not exists (select from reservation.reservations r where r.id::text = a.entity_id)
          group by 1`,
    )),
    ...(await examplesOf(
      tx,
      "a reservation has the event of each step it took",
      sql`select r.id as reservation_id, r.status, e.names[1] as name
          from reservation.reservations r join ${requiredEvents} on e.status = r.status
          where ${isKept(sql`r.id`)} and not exists (
            select from shared.outbox o where o.correlation_id = r.id and o.name = any(e.names))`,
    )),
    ...(await examplesOf(
      tx,
      "a change of flights that is done has its event, once",
      sql`select c.reservation_id, c.id as change_id, c.ended_at from reservation.changes c
          where c.kind = 'CHANGE_FLIGHTS' and c.status = 'DONE' and ${isKept(sql`c.reservation_id`)} and (
            select count(*) from shared.outbox o where o.correlation_id = c.reservation_id
              and o.name = 'reservation/reservation.flights-changed' and o.data->>'changeId' = c.id::text) <> 1`,
    )),
    ...(await examplesOf(
      tx,
      "a recorded no-show has its event, once",
      sql`select s.reservation_id, s.id as segment_id, s.missed_at from reservation.segments s
          where s.missed_at is not null and ${isKept(sql`s.reservation_id`)}
            -- One that was recorded before a split has its event in the old reservation.
            and not exists (select from reservation.changes c where c.reservation_id = s.reservation_id
              and c.kind = 'SPLIT' and c.quote ? 'from' and c.ended_at >= s.missed_at) and (
            select count(*) from shared.outbox o where o.correlation_id = s.reservation_id
              and o.name = 'reservation/no-show.recorded' and o.data->'segments'->0->>'id' = s.id::text) <> 1`,
    )),
  ];
}

/** A customer's idempotency key has one answer. Without the index two simultaneous requests could get two answers. */
async function repeatViolations(tx: Tx) {
  return [
    ...(await examplesOf(
      tx,
      "a customer's key has one answer",
      sql`select customer_id, count(*)::int as answers from (
            select customer_id, idempotency_key from reservation.reservations
            union all select customer_id, idempotency_key from reservation.hold_keys) k
          group by customer_id, idempotency_key having count(*) > 1`,
    )),
    ...(await examplesOf(
      tx,
      "the index that keeps keys unique is in force",
      sql`select 'reservations_idempotency' as index where not exists (
            select from pg_index i where i.indexrelid = to_regclass('reservation.reservations_idempotency')
              and i.indisunique and i.indisvalid)`,
    )),
  ];
}
