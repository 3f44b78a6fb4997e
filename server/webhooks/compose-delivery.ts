import { sql } from "drizzle-orm";
import { database } from "@/db/client";
import { bodyOf, pingBody } from "./body-rules";
import { PING_TYPE } from "./events";

export type ComposedEvent = { eventId: string; eventType: string; occurredAt: Date };

/**
 * The text that a receiver gets of an event: the same each time, because it is signed as it is. Null when the event is no longer
 * kept, or cannot be read.
 */
export async function composeDelivery({
  eventId,
  eventType,
  occurredAt,
}: ComposedEvent): Promise<string | null> {
  if (eventType === PING_TYPE) return JSON.stringify(pingBody(eventId, occurredAt));
  const { rows } = await database().execute<{ data: unknown }>(
    sql`select data from shared.outbox where id = ${eventId}`,
  );
  const body = rows[0] && bodyOf(eventType, { id: eventId, occurredAt, data: rows[0].data });
  return body ? JSON.stringify(body) : null;
}
