import { eq, sql } from "drizzle-orm";
import { passengers, seatAssignments, segments } from "@/db/schema/reservation";
import { isExitSeat } from "@/server/shared/cabin-layout";
import type { TxContext } from "@/server/shared/context";
import { type CabinSeats, cabinSeats } from "./seat-facts";

/** The reason why a passenger may not have a seat of the cabin, as a message key; null when they may. */
export function seatProblem(
  { seats, party, exit }: Pick<CabinSeats, "seats" | "party" | "exit">,
  passengerPosition: number,
  seat: string,
): "seat" | "exitRow" | null {
  const place = seats.find((each) => each.seat === seat);
  if (!place || !party.some((each) => each.position === passengerPosition)) return "seat";
  return isExitSeat(place) && !exit.positions.includes(passengerPosition) ? "exitRow" : null;
}

/** Returns true when a seat of the cabin is beside an exit. */
export const isBesideExit = ({ seats }: Pick<CabinSeats, "seats">, seat: string): boolean =>
  seats.some((each) => each.seat === seat && isExitSeat(each));

/**
 * Frees the seats that the passengers may not have after their names were entered: exit seats, and seats of passengers
 * who now sit on a lap. Their earlier choices are deleted too, because a payment after the deadline restores the seat
 * that was chosen last.
 */
export async function releaseUnfitSeats(ctx: TxContext, reservationId: string): Promise<void> {
  const rows = await chosenSeats(ctx, reservationId);
  for (const segment of new Set(rows.map((row) => row.segment))) {
    const cabin = await cabinSeats(ctx.tx, reservationId, segment);
    if (!cabin) continue;
    const isUnfit = ({ passengerPosition, seat }: { passengerPosition: number; seat: string }) =>
      cabin.party.some((each) => each.position === passengerPosition && each.type === "INFANT") ||
      seatProblem(cabin, passengerPosition, seat) !== null;
    const unfit = rows.filter((row) => row.segment === segment && isUnfit(row));
    for (const { passengerPosition, passengerId } of unfit) {
      const present = cabin.own.get(passengerPosition);
      const keepsSeat = present !== undefined && !isUnfit({ passengerPosition, seat: present });
      await ctx.tx.execute(sql`delete from reservation.seat_assignments
        where segment_id = ${cabin.segmentId} and passenger_id = ${passengerId} and not (active and ${keepsSeat})`);
    }
  }
}

/** All seats that the passengers ever chose, in order of choice, with the positions of segment and passenger. */
const chosenSeats = ({ tx }: TxContext, reservationId: string) =>
  tx
    .select({
      segment: segments.position,
      passengerPosition: passengers.position,
      seat: seatAssignments.seat,
      passengerId: seatAssignments.passengerId,
    })
    .from(seatAssignments)
    .innerJoin(segments, eq(segments.id, seatAssignments.segmentId))
    .innerJoin(passengers, eq(passengers.id, seatAssignments.passengerId))
    .where(eq(segments.reservationId, reservationId))
    .orderBy(segments.position, seatAssignments.id);
