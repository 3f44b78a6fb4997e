import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { changeEnds } from "./contracts";
import type { CheckedEvent } from "./message-target-facts";

const ends = sql.join(
  changeEnds.map(({ name }) => sql`${name}`),
  sql`, `,
);

/**
 * Reads which requests to pay for a change are over: the change is done, was given up or refused, or its deadline has passed. The
 * log of events is asked and not the messages that exist already, because events arrive in any order. Other events are never
 * over.
 *
 * @returns the ids of the events that are over.
 */
export async function readOverRequests(tx: Tx, events: readonly CheckedEvent[]): Promise<Set<string>> {
  const requests = events.flatMap(({ eventId, notifiable: { key, data } }) => {
    if (key !== "changePaymentRequested") return [];
    const { reservationId, changeId, paymentDeadline } = data;
    return [{ eventId, reservationId, changeId, paymentDeadline }];
  });
  if (requests.length === 0) return new Set();
  const { rows } = await tx.execute<{ eventId: string }>(sql`
    select e."eventId" from jsonb_to_recordset(${JSON.stringify(requests)}::jsonb)
      as e("eventId" uuid, "reservationId" uuid, "changeId" text, "paymentDeadline" timestamptz)
    where e."paymentDeadline" <= clock_timestamp() or exists (
      select from shared.outbox o where o.correlation_id = e."reservationId" and o.name in (${ends})
        and o.data->>'changeId' = e."changeId")`);
  return new Set(rows.map(({ eventId }) => eventId));
}
