import { and, eq, inArray, sql } from "drizzle-orm";
import { z } from "zod";
import { database } from "@/db/client";
import { flights, inventoryUnits, reservations, segments } from "@/db/schema/reservation";
import { endHold } from "@/server/reservation/hold/release-hold";
import { lockReservation, reservationFacts } from "@/server/reservation/hold/reservation-facts";
import { audit } from "@/server/shared/audit";
import { type RequestContext, requireSystem, transaction } from "@/server/shared/context";
import { parse } from "@/server/shared/parse";
import { cancelCreated } from "./cancel-reservation";
import { refundFor } from "./refund-facts";

const closeSaleInput = z.object({ flightId: z.number().int().positive() });

/**
 * Takes a cancelled flight off sale. Its unsold units are blocked for good: that waits for claims in
 * progress and defeats those that began before, so that after this no new hold can appear.
 */
export async function closeSale(ctx: RequestContext, input: z.input<typeof closeSaleInput>): Promise<void> {
  requireSystem(ctx.actor);
  const { flightId } = parse(closeSaleInput, input);
  await transaction(ctx, async (tx) => {
    const closed = await tx.tx
      .update(flights)
      .set({ status: "CANCELLED", version: sql`${flights.version} + 1` })
      .where(and(eq(flights.id, flightId), eq(flights.status, "ON_SALE")))
      .returning({ id: flights.id });
    if (closed.length === 0) return;
    await tx.tx
      .update(inventoryUnits)
      .set({ heldUntil: sql`'infinity'` })
      .where(and(eq(inventoryUnits.flightId, flightId), eq(inventoryUnits.sold, false)));
    await audit(tx, { action: "close-sale", entity: "flight", entityId: String(flightId) });
  });
}

const cancelOnFlightInput = closeSaleInput.extend({
  reason: z.string().max(500).default(""),
  limit: z.number().int().min(1).max(500).default(50),
});

/**
 * Cancels up to `limit` reservations of a flight that the airline cancelled: paid ones are refunded in
 * full but for flights that have departed, holds end. Each in its own transaction, so that a stop in the middle loses nothing.
 *
 * @returns how many were ended now, and how many are left.
 */
export async function cancelReservationsOnFlight(
  ctx: RequestContext,
  input: z.input<typeof cancelOnFlightInput>,
): Promise<{ ended: number; remaining: number }> {
  requireSystem(ctx.actor);
  const { flightId, reason, limit } = parse(cancelOnFlightInput, input);
  await closeSale(ctx, { flightId });
  const open = await openReservations(flightId);
  let ended = 0;
  for (const reservationId of open.slice(0, limit)) {
    if (await endForAirline(ctx, { reservationId, flightId, reason })) ended++;
  }
  return { ended, remaining: Math.max(0, open.length - limit) };
}

async function openReservations(flightId: number): Promise<string[]> {
  const rows = await database()
    .selectDistinct({ id: reservations.id })
    .from(segments)
    .innerJoin(reservations, eq(reservations.id, segments.reservationId))
    .where(and(eq(segments.flightId, flightId), inArray(reservations.status, ["HELD", "CREATED"])))
    .orderBy(reservations.id);
  return rows.map((r) => r.id);
}

const endForAirline = (
  ctx: RequestContext,
  { reservationId, flightId, reason }: { reservationId: string; flightId: number; reason: string },
): Promise<boolean> =>
  transaction({ ...ctx, correlationId: reservationId }, async (tx) => {
    await lockReservation(tx.tx, reservationId);
    const facts = await reservationFacts(tx.tx, reservationId);
    if (facts?.status === "HELD") return endHold(tx, reservationId, "FLIGHT_CANCELLED", flightId);
    if (facts?.status !== "CREATED") return false;
    const refund = await refundFor(tx.tx, reservationId, { cause: "AIRLINE" });
    return cancelCreated(tx, { refund, cause: "AIRLINE", reason, cancelledFlightId: flightId });
  });
