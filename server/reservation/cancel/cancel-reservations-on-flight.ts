import { sql } from "drizzle-orm";
import { z } from "zod";
import { database, type Tx } from "@/db/client";
import { endHold } from "@/server/reservation/hold/end-hold";
import { lockReservation, reservationFacts } from "@/server/reservation/hold/reservation-facts";
import { closeSale, closeSaleInput } from "@/server/reservation/inventory/close-sale";
import { travelsOnFlight } from "@/server/reservation/order/predicates";
import { type RequestContext, requireSystem, transaction } from "@/server/shared/context";
import { parse } from "@/server/shared/parse";
import { cancelCreated } from "./cancel-created";
import { refundFor } from "./refund-facts";

const cancelOnFlightInput = closeSaleInput.extend({
  reason: z.string().max(500).default(""),
  limit: z.number().int().min(1).max(500).default(50),
});

/**
 * Ends up to `limit` reservations of a flight that the airline cancelled. Paid ones are cancelled and refunded in full,
 * except for flights that were flown; holds end. Each has its own transaction, so that a stop in the middle loses
 * nothing.
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
  const { rows } = await database().execute<{ id: string }>(
    sql`select r.id from reservation.reservations r where ${travelsOnFlight(flightId)} order by r.id`,
  );
  return rows.map((r) => r.id);
}

const endForAirline = (
  ctx: RequestContext,
  { reservationId, flightId, reason }: { reservationId: string; flightId: number; reason: string },
): Promise<boolean> =>
  transaction({ ...ctx, correlationId: reservationId }, async (tx) => {
    await lockReservation(tx.tx, reservationId);
    // Its customer may have changed or given up the flight since the list was read.
    if (!(await isOnFlight(tx.tx, reservationId, flightId))) return false;
    const facts = await reservationFacts(tx.tx, reservationId);
    if (facts?.status === "HELD") return endHold(tx, reservationId, "FLIGHT_CANCELLED", flightId);
    if (facts?.status !== "CREATED") return false;
    const refund = await refundFor(tx.tx, reservationId, { cause: "AIRLINE" });
    return cancelCreated(tx, { refund, cause: "AIRLINE", reason, cancelledFlightId: flightId });
  });

async function isOnFlight(tx: Tx, reservationId: string, flightId: number): Promise<boolean> {
  const { rows } = await tx.execute(sql`
    select from reservation.reservations r where r.id = ${reservationId} and ${travelsOnFlight(flightId)}`);
  return rows.length > 0;
}
