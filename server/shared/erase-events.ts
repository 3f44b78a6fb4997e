import { sql } from "drizzle-orm";
import type { TxContext } from "./context";
import { type Pseudonym, withoutPeople } from "./pseudonym";

/** Which events and answers are about a person. */
export type ErasedSubjects = {
  eventIds: readonly string[];
  reservationIds: readonly string[];
  grantIds: readonly string[];
};

/**
 * Replaces everybody in the event log of a person's bookings and account, and deletes the answers that were kept for
 * idempotency keys. Ids, amounts and moments stay, so that laws and views still agree with the log.
 */
export async function eraseEvents(
  { tx }: TxContext,
  pseudonym: Pseudonym,
  { eventIds, reservationIds, grantIds }: ErasedSubjects,
): Promise<void> {
  const { rows } = await tx.execute<{ id: string; data: unknown }>(sql`
    select id, data from shared.outbox where id = any(${sql.param(eventIds)}::uuid[])
    union select id, data from shared.outbox where correlation_id = any(${sql.param(reservationIds)}::uuid[])`);
  const erased = rows.map(({ id, data }) => ({ id, data: withoutPeople(data, pseudonym) }));
  await tx.execute(sql`
    update shared.outbox o set data = e.data
    from jsonb_to_recordset(${JSON.stringify(erased)}::jsonb) as e(id uuid, data jsonb) where o.id = e.id`);
  const owners = [`CUSTOMER:${pseudonym.personId}`, ...grantIds.map((id) => `TRAVELLER:${id}`)];
  await tx.execute(sql`delete from shared.idempotency_keys where owner = any(${sql.param(owners)}::text[])`);
}
