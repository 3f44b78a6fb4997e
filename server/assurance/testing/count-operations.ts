import { sql } from "drizzle-orm";
import { database } from "@/db/client";

const events = (name: string, where = sql`true`) =>
  sql`(select count(*)::int from shared.outbox o where o.name = ${`reservation/${name}`} and ${where})`;
const by = (cause: string) => sql`o.data->>'cause' = ${cause}`;
const changes = (where: ReturnType<typeof sql>) => sql`(select count(*)::int from reservation.changes c
  where c.status = 'DONE' and ${where})`;
const flights = sql`c.kind = 'CHANGE_FLIGHTS'`;
/** True for an event `o` that says that change `c` ended without its payment. */
const hadExpired = sql`exists (select from shared.outbox o where o.correlation_id = c.reservation_id
  and o.name = 'reservation/change.expired' and o.data->>'changeId' = c.id::text)`;

/** Counts what happened to the orders of the database, by kind of operation, from what was written. */
export async function countOperations(): Promise<Record<string, number>> {
  const { rows } = await database().execute<{ counts: Record<string, number> }>(sql`
    select jsonb_build_object(
      'sold', ${changes(sql`c.kind = 'ISSUE'`)},
      'sold by a late capture', ${events(
        "reservation.created",
        sql`exists (select from shared.outbox e where e.correlation_id = o.correlation_id
          and e.name = 'reservation/reservation.expired')`,
      )},
      'holds expired', ${events("reservation.expired")},
      'changed up', ${changes(sql`${flights} and c.balance > 0`)},
      'changed down', ${changes(sql`${flights} and c.balance < 0`)},
      'changed at the same price', ${changes(sql`${flights} and c.balance = 0`)},
      'changed by a late capture', ${changes(sql`${flights} and ${hadExpired}`)},
      'changes expired', ${events("change.expired", by("DEADLINE"))},
      'changes withdrawn', ${events("change.expired", by("WITHDRAWN"))},
      'double captures refused', ${events("payment.refused", sql`o.data->>'reason' = 'ALREADY_PAID'`)},
      'captures of a wrong sum refused', ${events("payment.refused", sql`o.data->>'reason' = 'AMOUNT_MISMATCH'`)},
      'cancelled in part', ${events("reservation.part-cancelled", by("CUSTOMER"))},
      'cancelled', ${events("reservation.cancelled", by("CUSTOMER"))},
      'cancelled by the airline', ${events("reservation.cancelled", by("AIRLINE"))},
      'split', ${events("reservation.split")},
      'names corrected', ${events("name.corrected")},
      'seated', ${events("reservation.changed")},
      'no-shows', ${events("no-show.recorded")},
      'refunds made', (select count(*)::int from payment.refunds where status = 'COMPLETED'),
      'refunds refused at first', (select count(*)::int from payment.refunds where refusals > 0)) as counts`);
  return rows[0]?.counts ?? {};
}
