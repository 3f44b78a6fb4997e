import { type SQL, sql } from "drizzle-orm";
import { database } from "@/db/client";
import { type RequestContext, requireSystem } from "@/server/shared/context";
import { type Batch, forgetInBatches } from "@/server/shared/forget-in-batches";
import { isDeletable, keptSince, tripsKeptSince } from "./saga-predicates";

const BATCH = 500;

/** One way through the reservations: by an event `name` that each of them has once and that is older than `before`. */
type Walk = { name: string; before: SQL };

const walks = (): Walk[] => [
  // Most holds expire and can be deleted early. This walk does not read the trips that are kept.
  { name: "reservation/reservation.expired", before: keptSince() },
  // Every trip began with a hold, which is older than its flights.
  { name: "reservation/reservation.held", before: tripsKeptSince() },
  // Others were split from such a trip.
  { name: "reservation/reservation.split-off", before: tripsKeptSince() },
];

/**
 * Deletes the events and step attempts of reservations that nobody needs any more. All rows of one reservation are
 * deleted together, because the laws would report a reservation with some of its events. Its id is kept in
 * `shared.forgotten_sagas`.
 *
 * @returns the number of reservations whose events were deleted.
 */
export async function forgetSagas(ctx: RequestContext): Promise<number> {
  requireSystem(ctx.actor);
  let forgotten = 0;
  for (const walk of walks()) {
    let after = 0;
    forgotten += await forgetInBatches(async () => {
      const { last, ...batch } = await forgetBatch(walk, after);
      after = last;
      return batch;
    });
  }
  return forgotten;
}

/** Deletes the next batch after the event with `seq` = `after`, oldest first. */
async function forgetBatch({ name, before }: Walk, after: number): Promise<Batch & { last: number }> {
  const { rows } = await database().execute<{ forgotten: number; last: string | null; young: boolean }>(sql`
    with seen as materialized (
      select o.seq, o.correlation_id, o.occurred_at > ${before} as young from shared.outbox o
      where o.name = ${name} and o.seq > ${after} order by o.seq limit ${BATCH}),
    gone as materialized (
      select r.id from seen join reservation.reservations r on r.id = seen.correlation_id where ${isDeletable()}),
    marks as (
      insert into shared.forgotten_sagas (saga_id) select id from gone on conflict do nothing),
    events as (delete from shared.outbox o using gone where o.correlation_id = gone.id),
    attempts as (delete from assurance.step_attempts a using gone where a.correlation_id = gone.id)
    select (select count(*)::int from gone) as forgotten, max(seq) as last, coalesce(bool_or(young), true) as young
    from seen`);
  const { forgotten = 0, last = null, young = true } = rows[0] ?? {};
  // All later events are younger, so that the walk ends here.
  return { forgotten, more: !young, last: Number(last ?? after) };
}
