import { sql } from "drizzle-orm";
import { database } from "../../db/client";

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

/** Keeps one recorded event back from the relay, or lets it go. */
export async function holdBack(eventId: string, back: boolean): Promise<void> {
  await database().execute(
    sql`update shared.outbox set parked_reason = ${back ? "held back by a test" : null} where id = ${eventId}`,
  );
}

export async function count(query: ReturnType<typeof sql>): Promise<number> {
  const { rows } = await database().execute<{ n: string }>(query);
  return Number(rows[0]?.n ?? 0);
}

/** A member's miles, as the denormalised balance says. */
export const balanceOf = (memberId: string) =>
  count(sql`select balance_miles as n from mileage.accounts where member_id = ${memberId}`);

/** The ids of all e-mails that a member is to get, sent or not. */
export async function emailIds(memberId: string): Promise<string[]> {
  const { rows } = await database().execute<{ id: string }>(
    sql`select id from notification.messages where recipient_id = ${memberId} and channel = 'EMAIL' order by id`,
  );
  return rows.map((row) => row.id);
}

/** Messages about a reservation by channel that have gone out. */
export const sentMessages = (reservationId: string, template: string, channel: "INBOX" | "EMAIL") =>
  count(sql`select count(*) as n from notification.messages where reservation_id = ${reservationId}
    and template = ${template} and channel = ${channel} and status = 'SENT'`);
