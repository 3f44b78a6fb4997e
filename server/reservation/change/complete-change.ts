import { eq, sql } from "drizzle-orm";
import { changes, reservations } from "@/db/schema/reservation";
import { waivedOf } from "@/server/reservation/cancel/record-waiver";
import { pairsOf } from "@/server/reservation/cancel/refund-facts";
import { flightsChanged } from "@/server/reservation/events";
import { eventDataOf, flightsBefore, reservationFacts } from "@/server/reservation/hold/reservation-facts";
import { freeCoupons } from "@/server/reservation/inventory/free-units";
import { sellUnits } from "@/server/reservation/inventory/take-units";
import { type Allotment, allotRefund } from "@/server/reservation/order/allot-refund";
import { type Exchange, exchangeCoupons } from "@/server/reservation/order/exchange-coupons";
import { writeNextVersion } from "@/server/reservation/order/write-next-version";
import { audit } from "@/server/shared/audit";
import { databaseNow, type TxContext } from "@/server/shared/context";
import { event, recordEvents } from "@/server/shared/outbox";
import type { StoredChange } from "./change-rows";
import { withdrawAwaiting } from "./end-awaiting";
import { replaceFlights } from "./replace-flights";
import type { TripFacts } from "./trip-facts";

/**
 * Returns why a change can no longer be carried out as it was quoted: a flight of the trip has reached its no-show cut-off
 * or has left, the airline has cancelled it and refunds it in full, or others fly it than were quoted. Null when it can.
 */
export function whyNotCarriedOut({ facts, refund }: TripFacts, { quote }: StoredChange): "OUTDATED" | null {
  const ahead = quote.flights.every(
    ({ segmentIndex }) =>
      refund.standings[segmentIndex] === "AHEAD" && !facts.segments[segmentIndex]?.flightCancelled,
  );
  const quoted = new Set(quote.coupons.map(({ couponId }) => couponId));
  const same = refund.givenUp.length === quoted.size && refund.givenUp.every(({ id }) => quoted.has(id));
  return ahead && same ? null : "OUTDATED";
}

type Terms = { trip: TripFacts; paymentId: string | null };

/** Rolls a change that found too few units back to its savepoint. Never leaves this file. */
class Shortage extends Error {}

/**
 * Carries a change out, within a transaction: sells the new units and frees the old ones with their seats, exchanges the
 * flights and the coupons, charges the difference or gives it back, writes the audit row and the event. The caller has
 * locked the reservation, and `whyNotCarriedOut` is null.
 *
 * @returns false when too few units are left; then nothing is changed.
 */
export async function completeChange(ctx: TxContext, change: StoredChange, terms: Terms): Promise<boolean> {
  try {
    // The savepoint gives back what the first flight took when the second one has too few.
    await ctx.tx.transaction((savepoint) => carryOut({ ...ctx, tx: savepoint }, change, terms));
    return true;
  } catch (error) {
    if (error instanceof Shortage) return false;
    throw error;
  }
}

async function carryOut(ctx: TxContext, change: StoredChange, { trip, paymentId }: Terms): Promise<void> {
  const { id: changeId, reservationId, quote, balance } = change;
  if (!(await sellUnits(ctx, reservationId, quote.flights))) throw new Shortage();
  await freeCoupons(ctx, reservationId, trip.refund.givenUp);
  await replaceFlights(ctx, reservationId, quote);
  await endChange(ctx, change);
  // A payment that came late: another change may wait by now, for a trip that is no more.
  await withdrawAwaiting(ctx, reservationId, "CHANGED");
  await exchangeCoupons(ctx, { reservationId, changeId, exchanges: exchangesOf(change, trip) });
  const refunds = await allotRefund(ctx, { changeId, reservationId, amount: Math.max(0, -balance) });
  await writeLog(ctx, { change, trip, paymentId, refunds });
}

/** Coupons of the exchanged flights, and those of the same passengers that can still be flown: one ticket has them all. */
function exchangesOf({ quote }: StoredChange, { refund }: TripFacts): Exchange[] {
  const newSegment = new Map(quote.flights.map((flight) => [flight.segmentIndex, flight.newSegmentId]));
  const passengers = new Set(quote.coupons.map(({ passengerId }) => passengerId));
  const changed = quote.coupons.map(({ segmentIndex, fee, forfeited, waived, old, balance, ...coupon }) => ({
    ...coupon,
    segmentIndex,
    segmentId: newSegment.get(segmentIndex) as string,
    fees: [
      { kind: "CHANGE_FEE" as const, amount: fee },
      { kind: "FORFEITED" as const, amount: forfeited },
      { kind: "CHANGE_FEE" as const, amount: -waived },
    ],
  }));
  const kept = refund.left
    .filter(
      ({ passengerId, segmentIndex }) =>
        passengers.has(passengerId) && refund.standings[segmentIndex] === "AHEAD",
    )
    .map(({ id, segmentId, segmentIndex, passengerId, passengerType }) => ({
      couponId: id,
      segmentId,
      segmentIndex,
      passengerId,
      passengerType,
      lines: null,
      fees: [],
    }));
  return [...changed, ...kept]
    .toSorted((a, b) => a.segmentIndex - b.segmentIndex)
    .map(({ segmentIndex, ...exchange }) => exchange);
}

async function endChange(ctx: TxContext, { id, reservationId, balance }: StoredChange): Promise<void> {
  await ctx.tx
    .update(changes)
    .set({ status: "DONE", endedAt: sql`clock_timestamp()` })
    .where(eq(changes.id, id));
  await writeNextVersion(ctx, reservationId, {
    paidAmount: sql`${reservations.paidAmount} + ${Math.max(0, balance)}`,
    refundedAmount: sql`${reservations.refundedAmount} + ${Math.max(0, -balance)}`,
  });
}

type Done = { change: StoredChange; trip: TripFacts; paymentId: string | null; refunds: Allotment[] };

async function writeLog(ctx: TxContext, { change, trip, paymentId, refunds }: Done): Promise<void> {
  const { id: changeId, reservationId, quote, balance } = change;
  const after = await reservationFacts(ctx.tx, reservationId);
  if (!after) throw new Error("the caller has locked the reservation");
  const scoped = { ...ctx, correlationId: reservationId };
  const newSegment = new Map(quote.flights.map((flight) => [flight.segmentIndex, flight.newSegmentId]));
  await audit(scoped, {
    action: "change-flights",
    entity: "reservation",
    entityId: reservationId,
    before: { version: trip.facts.version, flights: quote.flights.map(({ from }) => nameOf(from)) },
    after: { version: after.version, flights: quote.flights.map(({ to }) => nameOf(to)), changeId, balance },
  });
  await recordEvents(scoped, [
    event(flightsChanged, {
      ...eventDataOf(after),
      changeId,
      before: flightsBefore(trip.facts, after),
      givenUp: pairsOf(trip.refund.givenUp),
      gained: quote.coupons.map(({ segmentIndex, passengerId }) => ({
        segmentId: newSegment.get(segmentIndex) as string,
        passengerId,
      })),
      balance,
      feeAmount: quote.coupons.reduce((sum, { fee }) => sum + fee, 0),
      forfeitedAmount: quote.coupons.reduce((sum, { forfeited }) => sum + forfeited, 0),
      ...waivedOf({ reservationId, waivedAmount: waivedOn(change) }),
      paymentId,
      refunds,
      changedAt: (await databaseNow(ctx.tx)).toISOString(),
    }),
  ]);
}

/** The sum of the fees that a change leaves out, in whole won. */
export const waivedOn = ({ quote }: Pick<StoredChange, "quote">): number =>
  quote.coupons.reduce((sum, { waived }) => sum + waived, 0);

const nameOf = ({ designator, departureDate }: { designator: string; departureDate: string }) =>
  `${designator} ${departureDate}`;
