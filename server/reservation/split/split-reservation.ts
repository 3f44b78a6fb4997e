import { asc, inArray } from "drizzle-orm";
import { flights } from "@/db/schema/reservation";
import { carryTripAccess } from "@/server/reservation/access/carry-trip-access";
import { requireServed, requireTripActor } from "@/server/reservation/access/require-trip";
import { pairsOf } from "@/server/reservation/cancel/refund-facts";
import { type NotSplittable, splitRule } from "@/server/reservation/domain/booking-rules";
import { reservationSplit, reservationSplitOff } from "@/server/reservation/events";
import {
  eventDataOf,
  type ReservationFacts,
  reservationFacts,
} from "@/server/reservation/hold/reservation-facts";
import { refuseWhileChanging } from "@/server/reservation/order/refuse-while-changing";
import { type SplitReservationInput, splitReservationInput } from "@/server/reservation/schemas";
import type { SplitOffTrip } from "@/server/reservation/views/answer-schemas";
import { audit } from "@/server/shared/audit";
import { databaseNow, type RequestContext, type TxContext, transaction } from "@/server/shared/context";
import { AppError, type ErrorCode } from "@/server/shared/errors";
import { uuidv7 } from "@/server/shared/ids";
import { event, recordEvents } from "@/server/shared/outbox";
import { parse } from "@/server/shared/parse";
import { checkParting } from "./check-parting";
import { type Parting, partingOf } from "./split-facts";
import { priceOf, type SplitChanges, writeOrders } from "./write-orders";
import { type SplitOff, writeSplitOff } from "./write-split-off";

const codes: Record<NotSplittable, ErrorCode> = {
  NOT_CREATED: "NOT_CHANGEABLE",
  FLIGHT_CANCELLED: "FLIGHT_NOT_ON_SALE",
  DEPARTED: "NOT_CHANGEABLE",
  ONE_PASSENGER: "NOT_CHANGEABLE",
};

/** `grantId` lets the browser of a traveller into the new reservation; null for everybody else. */
type SplitWithAccess = SplitOffTrip & { grantId: string | null };

/**
 * Gives some passengers of a created reservation one of their own, with the same customer and contact: their flights, seats
 * and units, new tickets for what they have not flown, and their share of what was paid. Nothing is charged. Staff may do so
 * on the customer's behalf.
 *
 * @returns the new reservation; for a traveller also the grant that opens it, for as long as the old one.
 * @throws AppError UNAUTHENTICATED, NOT_FOUND, FORBIDDEN, NOT_CHANGEABLE, FLIGHT_NOT_ON_SALE, CHANGE_AWAITS_PAYMENT,
 *   CONFLICT when the reservation was changed since `version`, INVALID_INPUT with the field `passengers` when one of the
 *   two reservations could not travel.
 */
export function splitReservation(
  ctx: RequestContext,
  input: SplitReservationInput,
): Promise<SplitWithAccess> {
  requireTripActor(ctx.actor);
  const { reservationId, version, passengers } = parse(splitReservationInput, input);
  return transaction({ ...ctx, correlationId: reservationId }, async (tx) => {
    const facts = await requireServed(tx, reservationId);
    if (facts.version !== version) throw new AppError("CONFLICT");
    const rule = splitRule(facts, facts.now);
    if (!rule.allowed) throw new AppError(codes[rule.reason]);
    await refuseWhileChanging(tx, reservationId);
    await keepOnSale(tx, facts);
    const parting = await partingOf(tx, reservationId, passengers);
    await checkParting(parting, passengers);
    const { locator, ...to } = await carryOut(tx, facts, parting);
    const grantId = await carryTripAccess(tx, { from: facts, to: to.reservationId });
    return { reservationId: to.reservationId, locator, grantId };
  });
}

/**
 * Waits for a cancellation of one of the flights that is under way, and keeps others away until the split is done: they
 * list the reservations of a flight once, and must find the new one.
 */
async function keepOnSale({ tx }: TxContext, { segments }: ReservationFacts): Promise<void> {
  const ids = segments.map(({ flightId }) => flightId);
  const locked = await tx
    .select({ status: flights.status })
    .from(flights)
    .where(inArray(flights.id, ids))
    .orderBy(asc(flights.id))
    .for("share");
  if (locked.some(({ status }) => status === "CANCELLED")) throw new AppError("FLIGHT_NOT_ON_SALE");
}

async function carryOut(ctx: TxContext, before: ReservationFacts, parting: Parting): Promise<SplitOff> {
  const ids = { changeId: uuidv7(), newChangeId: uuidv7() };
  const amount = priceOf(parting.leaving);
  const to = await writeSplitOff(ctx, parting, { from: before.id, changeId: ids.changeId, amount });
  await writeOrders(ctx, parting, { ...ids, from: before, to, amount });
  await auditBoth(ctx, before, parting, { to, amount });
  await recordBoth(ctx, before, parting, { ...ids, to, amount });
  return to;
}

type Done = { to: SplitOff; amount: number };

async function auditBoth(
  ctx: TxContext,
  before: ReservationFacts,
  { passengerIds }: Parting,
  { to, amount }: Done,
) {
  await audit(ctx, {
    action: "split",
    entity: "reservation",
    entityId: before.id,
    before: { version: before.version },
    after: {
      version: before.version + 1,
      newLocator: to.locator,
      passengers: passengerIds,
      transferredAmount: amount,
    },
  });
  await audit(
    { ...ctx, correlationId: to.reservationId },
    {
      action: "split-off",
      entity: "reservation",
      entityId: to.reservationId,
      after: { fromLocator: before.locator, passengers: passengerIds, transferredAmount: amount },
    },
  );
}

/** Each of the two reservations has the event in its own history; the customer is told of the first one. */
async function recordBoth(
  ctx: TxContext,
  before: ReservationFacts,
  { leaving, staying }: Parting,
  { changeId, newChangeId, to, amount }: Done & SplitChanges,
): Promise<void> {
  const own = await reservationFacts(ctx.tx, to.reservationId);
  if (!own) throw new Error("the new reservation was written before");
  const splitAt = (await databaseNow(ctx.tx)).toISOString();
  const split = {
    ...eventDataOf(before),
    ...{ changeId, newReservationId: own.id, newLocator: own.locator },
    ...{ givenUp: pairsOf(leaving), left: pairsOf(staying), leaving: own.passengers },
    ...{ transferredAmount: amount, splitAt },
  };
  const splitOff = {
    ...eventDataOf(own),
    ...{ changeId: newChangeId, fromReservationId: before.id, fromLocator: before.locator, splitAt },
    gained: leaving.map(({ segmentId, passengerId }) => ({
      segmentId: to.segments.get(segmentId) ?? "",
      passengerId,
    })),
  };
  await recordEvents(ctx, [
    event(reservationSplit, split),
    event(reservationSplitOff, splitOff, { correlationId: own.id }),
  ]);
}
