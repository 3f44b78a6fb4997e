import type { ledger } from "@/db/schema/mileage";
import type { DataOf } from "@/server/shared/events";
import type { CustomerKind } from "@/server/shared/fare-terms";
import { uuidv7 } from "@/server/shared/ids";
import type {
  cancelledReservation,
  claimedReservation,
  creditedReservation,
  exchangedFlights,
  partlyCancelledReservation,
} from "./contracts";
import { expiresAt, milesOf, milesOfExchange } from "./domain/accrual";

export type ChangedFlights = DataOf<typeof exchangedFlights>;

/** The data of an event about a reservation that earns miles, or whose miles are taken back. */
export type MilesReservation =
  | DataOf<typeof creditedReservation>
  | DataOf<typeof claimedReservation>
  | DataOf<typeof cancelledReservation>
  | DataOf<typeof partlyCancelledReservation>
  | ChangedFlights;
/** The kinds of entries that follow from a reservation. */
export type FlightLedgerKind = "ACCRUAL" | "REVERSAL";
export type NewLedgerEntry = typeof ledger.$inferInsert;

/** Returns false for a guest's reservation, which nobody's miles belong to. */
export const earnsMiles = ({ customerKind }: { customerKind?: CustomerKind | undefined }): boolean =>
  customerKind !== "GUEST";

/**
 * Returns the ledger entries of one event: one per segment and passenger with a seat, all of the member who booked
 * (docs/decisions/0010). Accruals and reversals follow from their own event alone, so that either may come first.
 */
export function ledgerEntries(
  kind: FlightLedgerKind,
  eventId: string,
  reservation: Exclude<MilesReservation, ChangedFlights>,
): NewLedgerEntry[] {
  if (!earnsMiles(reservation)) return [];
  return milesOf(kind, reservation).map((miles) => entryOf(kind, eventId, reservation, miles));
}

/** Returns the ledger entries of a change of flights: what it takes back, then what it earns. */
export function exchangeEntries(eventId: string, change: ChangedFlights): NewLedgerEntry[] {
  if (!earnsMiles(change)) return [];
  const { takenBack, earned } = milesOfExchange(change);
  return [
    ...takenBack.map((miles) => entryOf("REVERSAL", eventId, change, miles)),
    ...earned.map((miles) => entryOf("ACCRUAL", eventId, change, miles)),
  ];
}

type Miles = ReturnType<
  typeof milesOf<MilesReservation["segments"][number], MilesReservation["passengers"][number]>
>[number];

const entryOf = (
  kind: FlightLedgerKind,
  eventId: string,
  reservation: MilesReservation,
  { segment, passenger, miles }: Miles,
): NewLedgerEntry => ({
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
});
