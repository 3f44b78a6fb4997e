import { and, eq, inArray, sql } from "drizzle-orm";
import { passengers, seatAssignments } from "@/db/schema/reservation";
import { overdueHold } from "@/server/reservation/inventory/predicates";
import type { TxContext } from "@/server/shared/context";
import { AppError } from "@/server/shared/errors";
import { isBesideExit } from "./check-seats";
import type { CabinSeats } from "./seat-facts";

export type SeatChoice = { passengerPosition: number; seat: string | null; exitConditionsAccepted: boolean };

/**
 * Frees the passengers' present seats and takes the chosen ones, where they are new: all of them or none.
 *
 * @throws AppError SEAT_TAKEN with the field of the first seat that another reservation has.
 */
export async function replaceSeats(
  ctx: TxContext,
  reservationId: string,
  cabin: CabinSeats,
  all: SeatChoice[],
  isNew: (choice: SeatChoice) => boolean,
): Promise<void> {
  const choices = all.filter(isNew);
  const idOf = await passengerIds(ctx, reservationId, choices);
  await freeOwn(ctx, cabin.segmentId, [...idOf.values()]);
  const rows = choices.flatMap(({ passengerPosition, seat }) => {
    const passengerId = idOf.get(passengerPosition);
    if (!seat || !passengerId) return [];
    const exitAcceptedAt = isBesideExit(cabin, seat) ? sql`clock_timestamp()` : null;
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
  if (given.length === rows.length) return;
  const got = new Set(given.map((g) => g.seat));
  const n = all.findIndex((c) => isNew(c) && c.seat && !got.has(c.seat));
  throw new AppError("SEAT_TAKEN", { fieldErrors: { [`seats.${n}.seat`]: "seatTaken" } });
}

/** Passenger position → id, of the passengers whose seats change. */
async function passengerIds(
  { tx }: TxContext,
  reservationId: string,
  choices: SeatChoice[],
): Promise<Map<number, string>> {
  const positions = choices.map((c) => c.passengerPosition);
  const people = await tx
    .select({ id: passengers.id, position: passengers.position })
    .from(passengers)
    .where(and(eq(passengers.reservationId, reservationId), inArray(passengers.position, positions)));
  return new Map(people.map((p) => [p.position, p.id]));
}

const freeOwn = ({ tx }: TxContext, segmentId: string, passengerIds: string[]) =>
  tx
    .update(seatAssignments)
    .set({ active: false })
    .where(
      and(
        eq(seatAssignments.segmentId, segmentId),
        eq(seatAssignments.active, true),
        inArray(seatAssignments.passengerId, passengerIds),
      ),
    );

/** Frees seats of holds past their deadline, which no sweep has ended yet. */
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
          and ${overdueHold})`,
      ),
    );
