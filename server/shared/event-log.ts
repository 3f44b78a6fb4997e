import { asc, type SQL, sql } from "drizzle-orm";
import { database } from "@/db/client";
import { outbox } from "@/db/schema/shared";
import type { OutboxRow } from "./outbox";

/**
 * True when the log still has the events of a reservation, and for a null id. It is one look-up in the primary key per
 * row, because PostgreSQL plans the anti-join badly when it expects few rows.
 */
export const isKept = (reservationId: SQL): SQL =>
  sql`(select g.saga_id from shared.forgotten_sagas g where g.saga_id = ${reservationId}) is null`;

/** The trace (W3C) of the last event about a reservation that was recorded in one; null when there is none. */
export async function lastTraceOf(correlationId: string): Promise<string | null> {
  const { rows } = await database().execute<{ traceparent: string }>(sql`
    select traceparent from shared.outbox where correlation_id = ${correlationId} and traceparent is not null
    order by seq desc limit 1`);
  return rows[0]?.traceparent ?? null;
}

/** The trace (W3C) in which an event was recorded; null when there is none. */
export async function traceOfEvent(eventId: string): Promise<string | null> {
  const { rows } = await database().execute<{ traceparent: string | null }>(
    sql`select traceparent from shared.outbox where id = ${eventId}`,
  );
  return rows[0]?.traceparent ?? null;
}

/**
 * All events of one reservation, from the hold to the last message, and the events that caused them, such as the
 * cancellation of its flight. In the order in which they were recorded.
 */
export function eventsOfSaga(correlationId: string): Promise<OutboxRow[]> {
  return database()
    .select()
    .from(outbox)
    .where(
      sql`${outbox.id} in (
        with recursive saga (id, causation_id) as (
          select o.id, o.causation_id from shared.outbox o where o.correlation_id = ${correlationId}
          union select c.id, c.causation_id from shared.outbox c join saga s on c.id = s.causation_id)
        select id from saga)`,
    )
    .orderBy(asc(outbox.seq));
}
