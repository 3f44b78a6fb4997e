import { and, eq, inArray, type SQL, sql } from "drizzle-orm";
import type { PgUpdateSetSource } from "drizzle-orm/pg-core";
import { reservations } from "@/db/schema/reservation";
import { statusesBefore } from "@/server/reservation/domain/status";
import type { TxContext } from "@/server/shared/context";
import type { ReservationStatus } from "@/server/shared/fare-terms";

type Changed = { paymentId: string | null; paidAmount: number; endedAt: Date | null };

/**
 * Changes the status of a reservation, by compare-and-set from the statuses of `domain/status.ts`. No other statement
 * sets a status. `condition` is about the reservation as `r`.
 *
 * @returns null when the status may not become `to` (any more), or the condition does not hold.
 */
export async function changeStatus(
  { tx }: TxContext,
  reservationId: string,
  to: ReservationStatus,
  changes: Omit<PgUpdateSetSource<typeof reservations>, "status">,
  condition?: SQL,
): Promise<Changed | null> {
  const meetsCondition =
    condition &&
    sql`exists (select from reservation.reservations r
    where r.id = ${reservationId} and ${condition})`;
  const [changed] = await tx
    .update(reservations)
    .set({ ...changes, status: to })
    .where(
      and(
        eq(reservations.id, reservationId),
        inArray(reservations.status, statusesBefore(to)),
        meetsCondition,
      ),
    )
    .returning({
      paymentId: reservations.paymentId,
      paidAmount: reservations.paidAmount,
      endedAt: reservations.endedAt,
    });
  return changed ?? null;
}
