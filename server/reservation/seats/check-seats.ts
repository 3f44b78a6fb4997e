import { sql } from "drizzle-orm";
import type { TxContext } from "@/server/shared/context";
import { type CabinSeats, cabinSeats } from "./seat-facts";

/** Why a passenger may not have a seat of a cabin, as a key of a message; null when they may. */
export function seatProblem(
  { seats, party, exit }: Pick<CabinSeats, "seats" | "party" | "exit">,
  passengerPosition: number,
  seat: string,
): "seat" | "exitRow" | null {
  const place = seats.find((each) => each.seat === seat);
  if (!place || !party.some((each) => each.position === passengerPosition)) return "seat";
  return place.properties.includes("exit") && !exit.positions.includes(passengerPosition) ? "exitRow" : null;
}

/** Whether a seat of the cabin is beside an exit. */
export const isExitSeat = ({ seats }: Pick<CabinSeats, "seats">, seat: string): boolean =>
  seats.some((each) => each.seat === seat && each.properties.includes("exit"));

/**
 * Gives back what the people named now may not have: exit seats, and seats of who sits on a lap now. Of such a person
 * no earlier choice is kept either: a payment after the deadline brings back the seat that was chosen last.
 */
export async function releaseUnfitSeats(ctx: TxContext, reservationId: string): Promise<void> {
  const { rows } = await ctx.tx.execute<Chosen>(sql`
    select s.position as segment, p.position as who, a.seat, a.passenger_id as "passengerId"
    from reservation.seat_assignments a
    join reservation.segments s on s.id = a.segment_id
    join reservation.passengers p on p.id = a.passenger_id
    where s.reservation_id = ${reservationId} order by s.position, a.id`);
  for (const segment of new Set(rows.map((row) => row.segment))) {
    const cabin = await cabinSeats(ctx.tx, reservationId, segment);
    if (!cabin) continue;
    const isUnfit = ({ who, seat }: Pick<Chosen, "who" | "seat">) =>
      cabin.party.some((each) => each.position === who && each.type === "INFANT") ||
      seatProblem(cabin, who, seat) !== null;
    const unfit = rows.filter((row) => row.segment === segment && isUnfit(row));
    for (const { who, passengerId } of unfit) {
      const now = cabin.own.get(who);
      const keepsSeat = now !== undefined && !isUnfit({ who, seat: now });
      await ctx.tx.execute(sql`delete from reservation.seat_assignments
        where segment_id = ${cabin.segmentId} and passenger_id = ${passengerId} and not (active and ${keepsSeat})`);
    }
  }
}

type Chosen = { segment: number; who: number; seat: string; passengerId: string };
