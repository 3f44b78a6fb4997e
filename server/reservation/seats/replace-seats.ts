import { and, eq, inArray, sql } from "drizzle-orm";
import { passengers, seatAssignments } from "@/db/schema/reservation";
import type { TxContext } from "@/server/shared/context";
import { AppError } from "@/server/shared/errors";
import { isExitSeat } from "./check-seats";
import type { CabinSeats } from "./seat-facts";

export type SeatChoice = { passengerPosition: number; seat: string | null; exitConditionsAccepted: boolean };

/**
 * Gives up what the passengers had and takes what they chose, where that is new; all of it or nothing.
 *
 * @throws AppError SEAT_TAKEN with the field of the first seat that others have.
 */
export async function replaceSeats(
  ctx: TxContext,
  reservationId: string,
  cabin: CabinSeats,
  all: SeatChoice[],
  isNew: (choice: SeatChoice) => boolean,
) {
  const choices = all.filter(isNew);
  const people = await ctx.tx
    .select({ id: passengers.id, position: passengers.position })
    .from(passengers)
    .where(
      and(
        eq(passengers.reservationId, reservationId),
        inArray(
          passengers.position,
          choices.map((c) => c.passengerPosition),
        ),
      ),
    );
  const idOf = new Map(people.map((p) => [p.position, p.id]));
  await ctx.tx
    .update(seatAssignments)
    .set({ active: false })
    .where(
      and(
        eq(seatAssignments.segmentId, cabin.segmentId),
        eq(seatAssignments.active, true),
        inArray(seatAssignments.passengerId, [...idOf.values()]),
      ),
    );
  const rows = choices.flatMap(({ passengerPosition, seat }) => {
    const passengerId = idOf.get(passengerPosition);
    if (!seat || !passengerId) return [];
    const exitAcceptedAt = isExitSeat(cabin, seat) ? sql`clock_timestamp()` : null;
    const { flightId, segmentId } = cabin;
    return [{ flightId, seat, segmentId, passengerId, reservationId, exitAcceptedAt }];
  });
  if (rows.length === 0) return;
  await freeOverdue(
    ctx,
    cabin.flightId,
    rows.map((r) => r.seat),
  );
  const given = await ctx.tx
    .insert(seatAssignments)
    .values(rows)
    .onConflictDoNothing()
    .returning({ seat: seatAssignments.seat });
  if (given.length < rows.length) {
    const got = new Set(given.map((g) => g.seat));
    const n = all.findIndex((c) => isNew(c) && c.seat && !got.has(c.seat));
    throw new AppError("SEAT_TAKEN", { fieldErrors: { [`seats.${n}.seat`]: "seatTaken" } });
  }
}

/** Seats of holds past their deadline do not wait for the sweeper. */
const freeOverdue = (ctx: TxContext, flightId: number, seats: string[]) =>
  ctx.tx
    .update(seatAssignments)
    .set({ active: false })
    .where(
      and(
        eq(seatAssignments.flightId, flightId),
        inArray(seatAssignments.seat, seats),
        eq(seatAssignments.active, true),
        sql`exists (select 1 from reservation.reservations r where r.id = ${seatAssignments.reservationId}
          and r.status = 'HELD' and r.payment_deadline <= clock_timestamp())`,
      ),
    );
