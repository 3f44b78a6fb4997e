import { sql } from "drizzle-orm";
import type { HoldEndCause } from "@/db/schema/reservation";
import { reservationExpired } from "@/server/reservation/events";
import { freeUnitsAndSeats } from "@/server/reservation/inventory/free-units";
import { overdueHold } from "@/server/reservation/inventory/predicates";
import { audit } from "@/server/shared/audit";
import type { TxContext } from "@/server/shared/context";
import { event, recordEvents } from "@/server/shared/outbox";
import { changeStatus } from "./change-status";
import { eventDataOf, lockReservation, reservationFacts } from "./reservation-facts";

/** Ends a hold as its customer wishes, or because another hold of theirs replaces it. */
export const releaseHeld = (ctx: TxContext, reservationId: string): Promise<boolean> =>
  endHold(ctx, reservationId, "RELEASED");

/**
 * HELD → EXPIRED, within a transaction: frees units and seats, writes the audit row and the event. By DEADLINE or
 * SALES_CLOSED it ends only a hold whose deadline has passed.
 *
 * @returns false when nothing was ended: it was not HELD, or its deadline has not passed.
 */
export async function endHold(
  ctx: TxContext,
  reservationId: string,
  cause: Exclude<HoldEndCause, "PAYMENT_REFUSED">,
  cancelledFlightId?: number,
): Promise<boolean> {
  await lockReservation(ctx.tx, reservationId);
  const outOfTime = cause === "DEADLINE" || cause === "SALES_CLOSED";
  const changes = { endCause: cause, endedAt: sql`clock_timestamp()` };
  if (!(await changeStatus(ctx, reservationId, "EXPIRED", changes, outOfTime ? overdueHold : undefined)))
    return false;
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
  await recordEvents(scoped, [
    event(reservationExpired, { ...eventDataOf(facts), cause, cancelledFlightId }),
  ]);
  return true;
}
