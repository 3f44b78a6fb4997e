import { asc, eq, inArray, sql } from "drizzle-orm";
import { passengers, reservations } from "@/db/schema/reservation";
import type { ReservationFacts } from "@/server/reservation/hold/reservation-facts";
import { type TravelConflict, travelConflicts } from "@/server/reservation/passengers/check-travel-conflicts";
import type { TxContext } from "@/server/shared/context";

/** Other reservations of the same customer that carry a passenger of this one on one of its flights. */
export type SameFlightReservations = { anyPaid: boolean; held: string[] };

/**
 * Finds and locks these reservations, so that none is paid before this transaction ends. The caller must have the
 * customer's turn (take-turn.ts): without it two transactions could wait for each other.
 */
export async function lockSameFlightReservations(
  { tx }: TxContext,
  { id, customerId, segments }: ReservationFacts,
): Promise<SameFlightReservations> {
  const people = await tx
    .select({
      surname: passengers.surname,
      givenName: passengers.givenName,
      birthDate: passengers.birthDate,
    })
    .from(passengers)
    .where(eq(passengers.reservationId, id));
  const conflicts = travelConflicts({
    customerId,
    people,
    flightIds: segments.map((segment) => segment.flightId),
    except: id,
  });
  const { rows } = await tx.execute<{ conflicts: TravelConflict[] }>(sql`select ${conflicts} as conflicts`);
  const ids = (rows[0]?.conflicts ?? []).flatMap((c) => (c.sameFlight ? [c.reservationId] : []));
  if (ids.length === 0) return { anyPaid: false, held: [] };
  // The status is read after the wait for the lock: one of them may have been paid meanwhile.
  const locked = await tx
    .select({ id: reservations.id, status: reservations.status })
    .from(reservations)
    .where(inArray(reservations.id, [...new Set(ids)]))
    .orderBy(asc(reservations.id))
    .for("update");
  return {
    anyPaid: locked.some(({ status }) => status === "CREATED"),
    held: locked.flatMap(({ id, status }) => (status === "HELD" ? [id] : [])),
  };
}
