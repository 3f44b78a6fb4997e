import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { messageChannels, toldEvents } from "@/server/notification/events";
import { isKept } from "@/server/shared/event-log";
import { examplesOf, figuresOf, type LawReport, report } from "./law";

const names = sql.join(
  Object.values(toldEvents).map((e) => sql`${e.name}`),
  sql`, `,
);
const channels = sql.join(
  messageChannels.map((channel) => sql`(${channel}::text)`),
  sql`, `,
);

/** Each change that a customer is told of, once per channel, with the messages about it. */
const told = sql`
  select o.id as event_id, o.name, c.channel, m.messages, m.sent
  from shared.outbox o cross join (values ${channels}) c(channel)
  cross join lateral (
    select count(*)::int as messages, count(*) filter (where status = 'SENT')::int as sent
    from notification.messages where event_id = o.id and channel = c.channel) m
  where o.name in (${names})`;

/** L4: exactly one message per (change, channel), and one event per message that went out. */
export async function messagesLaw(tx: Tx): Promise<LawReport> {
  const totals = await figuresOf(
    tx,
    sql`select count(*) as due, coalesce(sum(messages), 0) as messages, coalesce(sum(sent), 0) as sent,
          count(*) filter (where sent = 0) as pending from (${told}) t`,
  );
  const { pending = 0, ...figures } = totals;
  const violations = [
    ...(await examplesOf(
      tx,
      "one message per change and channel",
      sql`select event_id, name, channel, messages from (${told}) t where messages > 1`,
    )),
    ...(await examplesOf(
      tx,
      "a message is about a change",
      sql`select m.id as message_id, m.event_id from notification.messages m where not exists
          (select from shared.outbox o where o.id = m.event_id and o.name in (${names}))
          and ${isKept(sql`m.reservation_id`)}`,
    )),
    ...(await examplesOf(
      tx,
      "one event per message that went out",
      sql`select m.id as message_id, m.channel, coalesce(e.events, 0)::int as events
          from (select * from notification.messages where ${isKept(sql`reservation_id`)}) m full join (
            select (data->>'messageId')::uuid as id, count(*) as events from shared.outbox
            where name = 'notification/message.sent' and ${isKept(sql`correlation_id`)} group by 1) e using (id)
          where coalesce(e.events, 0) <> case m.status when 'SENT' then 1 else 0 end`,
    )),
  ];
  return report("L4", figures, violations, pending);
}
