import { and, eq, sql } from "drizzle-orm";
import { changes } from "@/db/schema/reservation";
import { changeSuperseded } from "@/server/reservation/events";
import { eventDataOf, reservationFacts } from "@/server/reservation/hold/reservation-facts";
import { returnHeldUnits } from "@/server/reservation/inventory/take-units";
import { audit } from "@/server/shared/audit";
import type { TxContext } from "@/server/shared/context";
import { event, recordEvents } from "@/server/shared/outbox";
import { awaitingChange, type StoredChange } from "./change-rows";

/**
 * AWAITING_PAYMENT → EXPIRED, WITHDRAWN or REFUSED, within a transaction: gives back the units that the change held. The
 * caller has locked the reservation.
 *
 * @returns false when the change did not wait for a payment (any more).
 */
export async function endAwaiting(
  ctx: TxContext,
  { id, reservationId, quote }: StoredChange,
  status: "EXPIRED" | "WITHDRAWN" | "REFUSED",
): Promise<boolean> {
  const [ended] = await ctx.tx
    .update(changes)
    .set({ status, endedAt: sql`clock_timestamp()` })
    .where(and(eq(changes.id, id), eq(changes.status, "AWAITING_PAYMENT")))
    .returning({ id: changes.id });
  if (!ended) return false;
  await returnHeldUnits(
    ctx,
    reservationId,
    quote.flights.map(({ flightId }) => flightId),
  );
  return true;
}

/**
 * Withdraws the change of a trip that waits for its payment, because the trip is cancelled or changed in another way. The
 * event has its payment page closed: nobody there knows that the change is over.
 */
export async function withdrawAwaiting(
  ctx: TxContext,
  reservationId: string,
  cause: "CANCELLED" | "CHANGED",
): Promise<void> {
  const change = await awaitingChange(ctx, reservationId);
  if (!change || !(await endAwaiting(ctx, change, "WITHDRAWN"))) return;
  const facts = await reservationFacts(ctx.tx, reservationId);
  if (!facts) throw new Error("the caller has locked the reservation");
  const { id: changeId, balance } = change;
  const scoped = { ...ctx, correlationId: reservationId };
  await audit(scoped, {
    action: "end-change",
    entity: "reservation",
    entityId: reservationId,
    after: { changeId, cause },
  });
  await recordEvents(scoped, [event(changeSuperseded, { ...eventDataOf(facts), changeId, cause, balance })]);
}
