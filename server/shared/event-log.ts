import { and, asc, gt, inArray, sql } from "drizzle-orm";
import { database } from "@/db/client";
import { outbox } from "@/db/schema/shared";
import type { OutboxRow } from "./outbox";

/** The outbox is also the event log: reads events of these names in the order they were recorded. */
export function readEventLog(
  names: readonly string[],
  afterSeq: number,
  limit: number,
): Promise<OutboxRow[]> {
  return database()
    .select()
    .from(outbox)
    .where(and(inArray(outbox.name, [...names]), gt(outbox.seq, afterSeq)))
    .orderBy(asc(outbox.seq))
    .limit(limit);
}

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
