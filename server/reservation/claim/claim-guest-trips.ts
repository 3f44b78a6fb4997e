import { sql } from "drizzle-orm";
import { z } from "zod";
import { database } from "@/db/client";
import { reservationClaimed } from "@/server/reservation/events";
import { eventDataOf, lockReservation, reservationFacts } from "@/server/reservation/hold/reservation-facts";
import { liveCoupon } from "@/server/reservation/order/predicates";
import { writeNextVersion } from "@/server/reservation/order/write-next-version";
import { audit } from "@/server/shared/audit";
import { type RequestContext, requireSystem, type TxContext, transaction } from "@/server/shared/context";
import { event, recordEvents } from "@/server/shared/outbox";
import { parse } from "@/server/shared/parse";
import { claimable } from "./claim-predicates";
import { countClaims } from "./record-figures";

const claimGuestTripsInput = z.object({
  memberId: z.uuid(),
  /** In small letters. The caller knows that the member has confirmed it. */
  email: z.string().min(3).max(254),
});
export type ClaimGuestTripsInput = z.input<typeof claimGuestTripsInput>;

/** A reservation that became the member's, and the guest whose it was. */
export type ClaimedTrip = { reservationId: string; guestId: string; memberId: string };

/** More than somebody books without an account; what is left waits for the next call. */
const MAX_TRIPS = 100;

/**
 * Gives a member the paid and the cancelled reservations that were booked without an account and have the member's confirmed address
 * as their contact. A second call, or another one at the same moment, changes nothing more. One with a change that waits for its
 * payment is left to the next call, since its payment is the guest's. Only for the system.
 *
 * @param within is called in the transaction of each reservation: what it throws leaves that one with its guest.
 * @returns the reservations that this call gave.
 */
export async function claimGuestTrips(
  ctx: RequestContext,
  input: ClaimGuestTripsInput,
  within?: (tx: TxContext, trip: ClaimedTrip) => Promise<void>,
): Promise<ClaimedTrip[]> {
  requireSystem(ctx.actor);
  const { memberId, email } = parse(claimGuestTripsInput, input);
  const claimed: ClaimedTrip[] = [];
  for (const id of await claimableOf(email)) {
    const trip = await transaction({ ...ctx, correlationId: id }, (tx) =>
      claim(tx, { id, memberId, email }, within),
    );
    if (trip) claimed.push(trip);
  }
  countClaims(claimed.length);
  return claimed;
}

async function claimableOf(email: string): Promise<string[]> {
  const { rows } = await database().execute<{ id: string }>(sql`
    select r.id from reservation.reservations r where ${claimable(email)} order by r.id limit ${MAX_TRIPS}`);
  return rows.map(({ id }) => id);
}

async function claim(
  ctx: TxContext,
  { id, memberId, email }: { id: string; memberId: string; email: string },
  within?: (tx: TxContext, trip: ClaimedTrip) => Promise<void>,
): Promise<ClaimedTrip | null> {
  await lockReservation(ctx.tx, id);
  const before = await reservationFacts(ctx.tx, id);
  // The key of the hold is the guest's: the member may have used the same one.
  const { rows } = await ctx.tx.execute(sql`
    update reservation.reservations r set customer_id = ${memberId}, customer_kind = 'MEMBER',
      idempotency_key = ${`claimed ${id}`}
    where r.id = ${id} and ${claimable(email)} returning r.id`);
  if (!before || rows.length === 0) return null;
  await writeNextVersion(ctx, id);
  const after = await reservationFacts(ctx.tx, id);
  const trip = { reservationId: id, guestId: before.customerId, memberId };
  await within?.(ctx, trip);
  await audit(ctx, {
    action: "claim-reservation",
    entity: "reservation",
    entityId: id,
    before: { customerId: trip.guestId },
    after: { customerId: memberId },
  });
  if (after)
    await recordEvents(ctx, [
      event(reservationClaimed, {
        ...eventDataOf(after),
        customerKind: "MEMBER",
        guestId: trip.guestId,
        gained: await standingCoupons(ctx, id),
        claimedAt: after.now,
      }),
    ]);
  return trip;
}

async function standingCoupons({ tx }: TxContext, reservationId: string) {
  const { rows } = await tx.execute<{ segmentId: string; passengerId: string }>(sql`
    select k.segment_id as "segmentId", k.passenger_id as "passengerId" from reservation.coupons k
    where k.reservation_id = ${reservationId} and ${liveCoupon} order by 1, 2`);
  return rows;
}
