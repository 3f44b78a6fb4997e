import { sql } from "drizzle-orm";
import { database } from "@/db/client";

export type LoggedEvent = {
  id: string;
  name: string;
  version: number;
  data: Record<string, unknown>;
  occurredAt: string;
};

/** A reservation's events in the order in which they were recorded. */
export async function eventsOf(reservationId: string): Promise<LoggedEvent[]> {
  const { rows } = await database().execute<LoggedEvent>(sql`
    select id, name, version, data, to_json(occurred_at) as "occurredAt" from shared.outbox
    where correlation_id = ${reservationId} order by seq`);
  return rows;
}

export async function eventNames(reservationId: string): Promise<string[]> {
  return (await eventsOf(reservationId)).map((e) => e.name);
}

/** Keeps a recorded event from the relay, or hands it over again. */
export async function holdBack(eventId: string, back: boolean): Promise<void> {
  await database().execute(
    sql`update shared.outbox set parked_reason = ${back ? "held back by a test" : null} where id = ${eventId}`,
  );
}

export async function count(query: ReturnType<typeof sql>): Promise<number> {
  const { rows } = await database().execute<{ n: string }>(query);
  return Number(rows[0]?.n ?? 0);
}

/** A member's balance of miles. */
export const balanceOf = (memberId: string) =>
  count(sql`select balance_miles as n from mileage.accounts where member_id = ${memberId}`);

/** The ids of all e-mails to a member, sent or not. */
export async function emailIds(memberId: string): Promise<string[]> {
  const { rows } = await database().execute<{ id: string }>(
    sql`select id from notification.messages where recipient_id = ${memberId} and channel = 'EMAIL' order by id`,
  );
  return rows.map((row) => row.id);
}

/** Uses a rate limit up: in the current window, and in the next one in case the current one ends during the test. */
export async function useUpLimit(
  key: string,
  { uses, windowSeconds }: { uses: number; windowSeconds: number },
): Promise<void> {
  await database().execute(sql`
    insert into shared.rate_limits (key, window_start, count)
    select ${key}, to_timestamp((floor(extract(epoch from clock_timestamp()) / ${windowSeconds}) + n) * ${windowSeconds}), ${uses}
    from generate_series(0, 1) n
    on conflict (key, window_start) do update set count = excluded.count`);
}

/** How many refunds of a reservation the provider has completed, of whatever amount. */
export const completedRefunds = (reservationId: string) =>
  count(sql`select count(*) as n from payment.refunds
    where reservation_id = ${reservationId} and status = 'COMPLETED'`);

/** How many completed refunds of a reservation gave back the whole amount of their payment. */
export const fullRefunds = (reservationId: string) =>
  count(sql`select count(*) as n from payment.refunds r join payment.payments p on p.id = r.payment_id
    where r.reservation_id = ${reservationId} and r.status = 'COMPLETED' and r.amount = p.amount`);

/** How many messages of a kind about a reservation have gone out through a channel. */
export const sentMessages = (reservationId: string, template: string, channel: "INBOX" | "EMAIL") =>
  count(sql`select count(*) as n from notification.messages where reservation_id = ${reservationId}
    and template = ${template} and channel = ${channel} and status = 'SENT'`);
