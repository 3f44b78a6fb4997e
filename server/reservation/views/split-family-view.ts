import { sql } from "drizzle-orm";
import { database } from "@/db/client";
import { familyOf } from "@/server/reservation/order/family-predicates";
import { type RequestContext, requireSystem } from "@/server/shared/context";

/**
 * The other reservations of a family: those that this one was split from, and those that were split from one of them. Only
 * for the system.
 *
 * @throws AppError FORBIDDEN.
 */
export async function reservationsSplitFrom(
  ctx: RequestContext,
  reservationId: string,
): Promise<{ reservationId: string; locator: string }[]> {
  requireSystem(ctx.actor);
  const { rows } = await database().execute<{ reservationId: string; locator: string }>(sql`
    select r.id as "reservationId", r.locator from (${familyOf(reservationId)}) f
    join reservation.reservations r on r.id = f.id where r.id <> ${reservationId} order by r.id`);
  return rows;
}
