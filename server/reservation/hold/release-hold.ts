import { and, eq, sql } from "drizzle-orm";
import { type HoldEndCause, inventoryUnits, reservations, seatAssignments } from "@/db/schema/reservation";
import { reservationExpired } from "@/server/reservation/events";
import { reservationIdInput } from "@/server/reservation/schemas";
import { audit } from "@/server/shared/audit";
import { type RequestContext, requireMember, type TxContext, transaction } from "@/server/shared/context";
import { AppError } from "@/server/shared/errors";
import { event, recordEvents } from "@/server/shared/outbox";
import { parse } from "@/server/shared/parse";
import { lockReservation, reservationFacts } from "./reservation-facts";

type Cause = Exclude<HoldEndCause, "PAYMENT_REFUSED">;

/** Gives up a hold that its customer no longer wants. A hold that has ended already stays as it is. */
export async function releaseHold(ctx: RequestContext, input: { reservationId: string }): Promise<void> {
  const customer = requireMember(ctx.actor);
  const { reservationId } = parse(reservationIdInput, input);
  await transaction({ ...ctx, correlationId: reservationId }, async (tx) => {
    const facts = await reservationFacts(tx.tx, reservationId);
    if (facts?.event.customerId !== customer.id) throw new AppError("NOT_FOUND");
    await releaseHeld(tx, reservationId);
  });
}

/** Within a transaction: ends the hold at its customer's wish. */
export const releaseHeld = (ctx: TxContext, reservationId: string): Promise<boolean> =>
  endHold(ctx, reservationId, "RELEASED");

/** HELD → EXPIRED: frees units and seats, and tells of it. @returns false when it was not held (any more), or not overdue. */
export async function endHold(
  ctx: TxContext,
  reservationId: string,
  cause: Cause,
  cancelledFlightId?: number,
): Promise<boolean> {
  await lockReservation(ctx.tx, reservationId);
  const outOfTime = cause === "DEADLINE" || cause === "SALES_CLOSED";
  const overdue = outOfTime ? sql`${reservations.paymentDeadline} <= clock_timestamp()` : sql`true`;
  const ended = await ctx.tx
    .update(reservations)
    .set({ status: "EXPIRED", endCause: cause, endedAt: sql`clock_timestamp()` })
    .where(and(eq(reservations.id, reservationId), eq(reservations.status, "HELD"), overdue))
    .returning({ id: reservations.id });
  if (ended.length === 0) return false;
  await freeUnitsAndSeats(ctx, reservationId);
  const facts = await reservationFacts(ctx.tx, reservationId);
  if (!facts) return false;
  const scoped = { ...ctx, correlationId: reservationId };
  await audit(scoped, {
    action: "end-hold",
    entity: "reservation",
    entityId: reservationId,
    before: { status: "HELD" },
    after: { status: "EXPIRED", cause },
  });
  await recordEvents(scoped, [event(reservationExpired, { ...facts.event, cause, cancelledFlightId })]);
  return true;
}

/**
 * Gives units and seats back, but for segments that are kept because their flight has left. Units of a flight whose
 * sale is closed stay blocked (`infinity`), so that a claim that began before the closing cannot take them.
 */
export async function freeUnitsAndSeats(ctx: TxContext, reservationId: string): Promise<void> {
  await ctx.tx
    .update(inventoryUnits)
    .set({
      reservationId: null,
      sold: false,
      heldUntil: sql`(select 'infinity'::timestamptz from reservation.flights f
        where f.id = ${inventoryUnits.flightId} and f.status = 'CANCELLED')`,
    })
    .where(
      and(
        eq(inventoryUnits.reservationId, reservationId),
        sql`not exists (select from reservation.segments s where s.reservation_id = ${reservationId}
          and s.flight_id = ${inventoryUnits.flightId} and s.kept)`,
      ),
    );
  await ctx.tx
    .update(seatAssignments)
    .set({ active: false })
    .where(
      and(
        eq(seatAssignments.reservationId, reservationId),
        eq(seatAssignments.active, true),
        sql`not exists (select from reservation.segments s where s.id = ${seatAssignments.segmentId} and s.kept)`,
      ),
    );
}
