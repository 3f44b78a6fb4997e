import { asc, type SQL, sql } from "drizzle-orm";
import { database } from "@/db/client";
import { outbox } from "@/db/schema/shared";
import type { OutboxRow } from "./outbox";

/**
 * Whether the log still has the events of a reservation; true for what is about none. One look into the primary
 * key per row: as an anti-join it is planned wrong where hardly a row is expected to come so far.
 */
export const isKept = (reservationId: SQL): SQL =>
  sql`(select g.saga_id from shared.forgotten_sagas g where g.saga_id = ${reservationId}) is null`;

/**
 * Everything that was recorded about one reservation, from the click to the last message, and the events
 * behind it that are about more than this reservation, such as the cancellation of its flight.
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
