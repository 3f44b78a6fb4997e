import { and, eq } from "drizzle-orm";
import { database } from "@/db/client";
import { changes, reservations } from "@/db/schema/reservation";
import { mayRead, requireTripActor } from "@/server/reservation/access/require-trip";
import { awaitingChange, exchangedFlights } from "@/server/reservation/change/change-rows";
import { databaseNow, type RequestContext, transaction } from "@/server/shared/context";
import { AppError } from "@/server/shared/errors";
import type { ChangeStatus } from "@/server/shared/order-terms";
import type { PendingChange } from "./change-schemas";

/**
 * The change of a reservation that waits for its payment; null when there is none, or its time is over. For whoever may
 * manage the trip, and for staff.
 *
 * @throws AppError UNAUTHENTICATED, NOT_FOUND (also when it is somebody else's).
 */
export async function pendingChange(
  ctx: RequestContext,
  reservationId: string,
): Promise<PendingChange | null> {
  await requireReadable(ctx, reservationId);
  const { change, now } = await transaction(ctx, async (tx) => ({
    change: await awaitingChange(tx, reservationId),
    now: await databaseNow(tx.tx),
  }));
  if (!change?.expiresAt || change.expiresAt <= now) return null;
  return {
    changeId: change.id,
    balance: change.balance,
    expiresAt: change.expiresAt.toISOString(),
    now: now.toISOString(),
    flights: exchangedFlights(change.quote.flights),
  };
}

/**
 * The state of one change of flights. For whoever may manage the trip, and for staff.
 *
 * @throws AppError UNAUTHENTICATED, NOT_FOUND (also when it is somebody else's).
 */
export async function changeStatus(
  ctx: RequestContext,
  { reservationId, changeId }: { reservationId: string; changeId: string },
): Promise<ChangeStatus> {
  await requireReadable(ctx, reservationId);
  const [row] = await database()
    .select({ status: changes.status })
    .from(changes)
    .where(
      and(
        eq(changes.id, changeId),
        eq(changes.reservationId, reservationId),
        eq(changes.kind, "CHANGE_FLIGHTS"),
      ),
    );
  if (!row) throw new AppError("NOT_FOUND");
  return row.status;
}

async function requireReadable({ actor }: RequestContext, reservationId: string): Promise<void> {
  requireTripActor(actor);
  const [row] = await database()
    .select({ customerId: reservations.customerId })
    .from(reservations)
    .where(eq(reservations.id, reservationId));
  if (!row || !(await mayRead(actor, { id: reservationId, ...row }))) throw new AppError("NOT_FOUND");
}
