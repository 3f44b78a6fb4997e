import { type SQL, sql } from "drizzle-orm";
import { database } from "@/db/client";
import { type RequestContext, requireSystem } from "@/server/shared/context";
import { type Batch, inBatches } from "./in-batches";
import { isOver, keptSince, tripsKeptSince } from "./saga-predicates";

const BATCH = 500;

/** Reservations by an event that each of them has once, as long as it is older than `before`. */
type Walk = { name: string; before: SQL };

const walks = (): Walk[] => [
  // So most holds end, and they are over soon: trips that are kept are not in their way.
  { name: "reservation/reservation.expired", before: keptSince() },
  // Nobody has flown a year ago without a hold before that.
  { name: "reservation/reservation.held", before: tripsKeptSince() },
];

/**
 * Deletes the events and step attempts of reservations that are over and done with: all of one reservation
 * at once, or none, since half a life would break the laws. That it was forgotten is written down.
 *
 * @returns how many reservations.
 */
export async function forgetSagas(ctx: RequestContext): Promise<number> {
  requireSystem(ctx.actor);
  let forgotten = 0;
  for (const walk of walks()) {
    let after = 0;
    forgotten += await inBatches(async () => {
      const { last, ...batch } = await forgetAfter(walk, after);
      after = last;
      return batch;
    });
  }
  return forgotten;
}

/** The next ones, oldest first. */
async function forgetAfter({ name, before }: Walk, after: number): Promise<Batch & { last: number }> {
  const { rows } = await database().execute<{ forgotten: number; last: string | null; young: boolean }>(sql`
    with seen as materialized (
      select o.seq, o.correlation_id, o.occurred_at > ${before} as young from shared.outbox o
      where o.name = ${name} and o.seq > ${after} order by o.seq limit ${BATCH}),
    gone as materialized (
      select r.id from seen join reservation.reservations r on r.id = seen.correlation_id where ${isOver()}),
    marks as (
      insert into shared.forgotten_sagas (saga_id) select id from gone on conflict do nothing),
    events as (delete from shared.outbox o using gone where o.correlation_id = gone.id),
    attempts as (delete from operations.step_attempts a using gone where a.correlation_id = gone.id)
    select (select count(*)::int from gone) as forgotten, max(seq) as last, coalesce(bool_or(young), true) as young
    from seen`);
  const { forgotten = 0, last = null, young = true } = rows[0] ?? {};
  // Whatever follows a young one is younger still.
  return { forgotten, more: !young, last: Number(last ?? after) };
}
