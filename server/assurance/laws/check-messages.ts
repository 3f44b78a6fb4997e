import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { notifiableNames } from "@/server/assurance/event-predicates";
import type { LawReport } from "@/server/assurance/schemas";
import { isKept } from "@/server/shared/event-log";
import { checkResends } from "./check-resends";
import { examplesOf, figuresOf, LATE, reportLaw } from "./report-law";

/** Each policy row with the moment at which the next row replaces it. */
const policies = sql`
  select event_name, channels, valid_from,
    coalesce(lead(valid_from) over (partition by event_name order by valid_from), 'infinity') as valid_until
  from notification.channel_policies`;

/** True when policy `p` was in force when event `o` occurred. Published events carry milliseconds, so that both sides compare those. */
const inForce = sql`p.event_name = o.name and date_trunc('milliseconds', o.occurred_at) >= p.valid_from
  and date_trunc('milliseconds', o.occurred_at) < p.valid_until`;

/** The number of messages of each event and channel, and how many of them were sent. */
const counted = sql`
  select event_id, channel, count(*)::int as messages, count(*) filter (where status = 'SENT')::int as sent
  from notification.messages group by 1, 2`;

/** Each notifiable event, once per channel of its policy, with the numbers of its messages. */
const due = sql`
  select o.id as event_id, o.name, o.occurred_at as since, c.channel,
    coalesce(m.messages, 0) as messages, coalesce(m.sent, 0) as sent
  from shared.outbox o join (${policies}) p on ${inForce}
  cross join lateral (select distinct unnest(p.channels) as channel) c
  left join (${counted}) m on m.event_id = o.id and m.channel = c.channel
  where o.name in (${notifiableNames}) and not (coalesce(m.messages, 0) = 0 and exists (
    -- Its reader has switched it off.
    select from notification.withheld w where w.event_id = o.id and w.channel = c.channel))
    -- Quiet hours: no process has tried to send it yet.
    and not (coalesce(m.sent, 0) = 0 and exists (
      select from notification.messages q where q.event_id = o.id and q.channel = c.channel
        and q.status = 'QUEUED' and q.attempts = 0 and q.leased_until > now()))`;

/**
 * True for an event `o` whose messages were sent by a release from before channel policies. That release used every
 * channel and recorded a `message.sent` for the inbox message too.
 */
const notifiedBeforePolicies = sql`exists (
  select from shared.outbox s where s.correlation_id = o.correlation_id and s.causation_id = o.id
    and s.name = 'notification/message.sent' and s.data->>'channel' = 'INBOX')`;

/**
 * L4: exactly one message per notifiable event and channel of its policy, none of them late, and one `message.sent` per
 * e-mail that was sent.
 */
export async function checkMessages(tx: Tx): Promise<LawReport> {
  const totals = await figuresOf(
    tx,
    sql`select count(*) as due, coalesce(sum(messages), 0) as messages, coalesce(sum(sent), 0) as sent,
          count(*) filter (where sent = 0) as pending,
          count(*) filter (where sent = 0 and since < now() - ${LATE}) as late from (${due}) d`,
  );
  const { pending = 0, late = 0, ...figures } = totals;
  const violations = [
    ...(await lateViolations(tx)),
    ...(await extraViolations(tx)),
    ...(await checkResends(tx)),
    ...(await examplesOf(
      tx,
      "one event per e-mail that went out",
      sql`select id as message_id, m.channel, coalesce(e.events, 0)::int as events
          from (select * from notification.messages where ${isKept(sql`reservation_id`)}) m full join (
            select (data->>'messageId')::uuid as id, count(*) as events from shared.outbox
            where name = 'notification/message.sent' and ${isKept(sql`correlation_id`)} group by 1) e using (id)
          where case m.channel
            when 'EMAIL' then coalesce(e.events, 0) <> (m.status = 'SENT')::int
            -- A release from before channel policies recorded one.
            when 'INBOX' then e.events > 1
            else true end`,
    )),
  ];
  return reportLaw("L4", figures, violations, { pending, late });
}

async function lateViolations(tx: Tx) {
  return [
    ...(await examplesOf(
      tx,
      "a change is told within 5 minutes",
      sql`select event_id, name, channel, since from (${due}) d where sent = 0 and since < now() - ${LATE}
          order by since`,
    )),
    ...(await examplesOf(
      tx,
      "a change has a channel policy",
      sql`select o.id as event_id, o.name, o.occurred_at as since from shared.outbox o
          where o.name in (${notifiableNames}) and not exists (select from (${policies}) p where ${inForce})`,
    )),
  ];
}

async function extraViolations(tx: Tx) {
  return [
    ...(await examplesOf(
      tx,
      "a message that its reader has switched off is not written",
      sql`select w.event_id, w.channel, w.kind from notification.withheld w
          where exists (select from notification.messages m where m.event_id = w.event_id and m.channel = w.channel)
            or exists (select from notification.kind_policies p where p.kind = w.kind and not p.may_be_off
              and p.valid_from = (select max(n.valid_from) from notification.kind_policies n
                where n.kind = w.kind and n.valid_from <= w.created_at))`,
    )),
    ...(await examplesOf(
      tx,
      "one message per change and channel",
      sql`select m.event_id, o.name, m.channel, m.messages from (${counted}) m
          join shared.outbox o on o.id = m.event_id where m.messages > 1`,
    )),
    ...(await examplesOf(
      tx,
      "a message goes by a channel of its policy",
      sql`select m.id as message_id, o.id as event_id, o.name, m.channel
          from notification.messages m join shared.outbox o on o.id = m.event_id
          where o.name in (${notifiableNames}) and not (${notifiedBeforePolicies}) and not exists (
            select from (${policies}) p where ${inForce} and m.channel = any(p.channels))`,
    )),
    ...(await examplesOf(
      tx,
      "a message is about a change",
      sql`select m.id as message_id, m.event_id from notification.messages m where not exists
          (select from shared.outbox o where o.id = m.event_id and o.name in (${notifiableNames}))
          and ${isKept(sql`m.reservation_id`)}`,
    )),
  ];
}
