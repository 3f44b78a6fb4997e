import { sql } from "drizzle-orm";
import { z } from "zod";
import { database, type Tx } from "@/db/client";
import { retimedFlight } from "@/server/reservation/contracts";
import { flightRetimed } from "@/server/reservation/events";
import {
  eventDataOf,
  lockReservation,
  reservationFacts,
  type SegmentState,
} from "@/server/reservation/hold/reservation-facts";
import { travelsOnFlight } from "@/server/reservation/order/predicates";
import { type RequestContext, requireSystem, transaction } from "@/server/shared/context";
import { uuidOf } from "@/server/shared/ids";
import { event, recordEventOnce } from "@/server/shared/outbox";
import { parse } from "@/server/shared/parse";

const input = retimedFlight.data.extend({
  /** The reservation after which the list goes on; null for its beginning. */
  after: z.uuid().nullable(),
  limit: z.number().int().min(1).max(500).default(100),
});
type Announced = z.output<typeof input>;

/**
 * Records for up to `limit` created reservations of a flight that it was retimed. Each reservation gets one event for an
 * announcement, however often this is called. Nothing is recorded for an announcement that a newer one has overtaken.
 *
 * @returns the reservation after which the next call goes on; null when all are told.
 */
export async function notifyTravellers(
  ctx: RequestContext,
  given: z.input<typeof input>,
): Promise<{ told: number; next: string | null }> {
  requireSystem(ctx.actor);
  const announced = parse(input, given);
  await database().execute(sql`update reservation.flights set announcement = ${announced.announcement}
    where id = ${announced.flightId} and announcement < ${announced.announcement}`);
  const { rows } = await database().execute<{ id: string }>(sql`
    select r.id from reservation.reservations r where r.status = 'CREATED' and ${travelsOnFlight(announced.flightId)}
      and (${announced.after}::uuid is null or r.id > ${announced.after}::uuid)
    order by r.id limit ${announced.limit}`);
  let told = 0;
  for (const { id } of rows) if (await tell(ctx, id, announced)) told++;
  return { told, next: rows.length < announced.limit ? null : (rows.at(-1)?.id ?? null) };
}

const tell = (ctx: RequestContext, reservationId: string, announced: Announced): Promise<boolean> =>
  transaction({ ...ctx, correlationId: reservationId }, async (tx) => {
    await lockReservation(tx.tx, reservationId);
    // Its customer may have changed or given up the flight since the list was read.
    if (!(await isConcerned(tx.tx, reservationId, announced))) return false;
    const facts = await reservationFacts(tx.tx, reservationId);
    const segment = facts?.segments.find(({ flightId }) => flightId === announced.flightId);
    if (!facts || !segment) return false;
    const { totalAmount: _, passengers: __, segments, ...addressed } = eventDataOf(facts);
    const { announcement, expectedDepartsAt, expectedArrivesAt } = announced;
    return recordEventOnce(
      tx,
      event(
        flightRetimed,
        {
          ...addressed,
          segments: segments.filter(({ id }) => id === segment.id),
          ...{ announcement, expectedDepartsAt, expectedArrivesAt },
          mayBeCompensated: mayBeCompensated(segment, announced),
        },
        { id: uuidOf(`retimed ${announced.flightId} ${announcement} ${reservationId}`) },
      ),
    );
  });

/** The reservation is still on the flight, and the announcement is the newest one. */
async function isConcerned(
  tx: Tx,
  reservationId: string,
  { flightId, announcement }: Announced,
): Promise<boolean> {
  const { rows } = await tx.execute(sql`
    select from reservation.reservations r join reservation.flights f on f.id = ${flightId}
    where r.id = ${reservationId} and r.status = 'CREATED' and ${travelsOnFlight(flightId)}
      and f.announcement = ${announcement} and f.status <> 'CANCELLED'`);
  return rows.length > 0;
}

function mayBeCompensated(segment: SegmentState, announced: Announced): boolean {
  const { domestic, international } = announced.compensatedMinutes;
  const limit = segment.scope === "DOMESTIC" ? domestic : international;
  const delay = Date.parse(announced.expectedArrivesAt) - Date.parse(segment.arrivesAt);
  return limit !== null && delay >= limit * 60_000;
}
