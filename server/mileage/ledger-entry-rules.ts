import type { ledger } from "@/db/schema/mileage";
import type { partCancelled, reservationCancelled, reservationCreated } from "@/server/reservation/events";
import type { DataOf } from "@/server/shared/events";
import { uuidv7 } from "@/server/shared/ids";
import { expiresAt, milesOf } from "./domain/accrual";

/** The data of an event about a reservation that earns miles, or whose miles are taken back. */
export type MilesReservation =
  | DataOf<typeof reservationCreated>
  | DataOf<typeof reservationCancelled>
  | DataOf<typeof partCancelled>;
/** The kinds of entries that follow from a reservation. */
export type FlightLedgerKind = "ACCRUAL" | "REVERSAL";
export type NewLedgerEntry = typeof ledger.$inferInsert;

/**
 * Returns the ledger entries of one event: one per segment and passenger with a seat, all of the member who booked
 * (docs/decisions/0010). Accruals and reversals follow from their own event alone, so that either may come first.
 */
export function ledgerEntries(
  kind: FlightLedgerKind,
  eventId: string,
  reservation: MilesReservation,
): NewLedgerEntry[] {
  return milesOf(kind, reservation).map(({ segment, passenger, miles }) => ({
    id: uuidv7(),
    memberId: reservation.customerId,
    kind,
    miles: kind === "ACCRUAL" ? miles : -miles,
    reservationId: reservation.reservationId,
    locator: reservation.locator,
    segmentId: segment.id,
    passengerId: passenger.id,
    passengerName: passenger.name,
    cancelCause: "cause" in reservation ? reservation.cause : null,
    designator: segment.designator,
    origin: segment.origin,
    destination: segment.destination,
    usableFrom: new Date(segment.arrivesAt),
    expiresAt: expiresAt(segment.arrivesAt),
    eventId,
  }));
}
