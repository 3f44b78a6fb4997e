import { and, asc, eq, gt, inArray } from "drizzle-orm";
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

/** Everything that was recorded about one reservation, from the click to the last message. */
export function eventsOfCorrelation(correlationId: string): Promise<OutboxRow[]> {
  return database()
    .select()
    .from(outbox)
    .where(eq(outbox.correlationId, correlationId))
    .orderBy(asc(outbox.seq));
}
