import type {
  BookedPassenger,
  BookedSeat,
  BookedSegment,
  ReservationStatus,
} from "@/server/reservation/schemas";

export type {
  FlightLeg as Leg,
  OfferedRefund,
  PriceLineKind,
  ReservationStatus as TripStatus,
  TripSummary as TripRow,
} from "@/server/reservation/schemas";

/**
 * A trip's status as a reader is told it. CHARGING: not paid as far as is known, and its payment is being confirmed.
 * FLIGHT_CANCELLED: the airline cancelled it.
 */
export type ShownStatus = ReservationStatus | "CHARGING" | "FLIGHT_CANCELLED";

/** A booked flight without what it is in the books. */
export type BookedLeg = Omit<
  BookedSegment,
  "id" | "flightId" | "rule" | "brand" | "cabin" | "international" | "kept"
> & {
  /** The flight has left with the booking, also when the rest was cancelled later. */
  departed: boolean;
  /** Cancelled after another flight of the same booking had left. */
  givenUp: boolean;
  brandKo: string;
  brandEn: string;
  checkedBaggageKg: number;
  carryOnKg: number;
};

export type Traveller = Pick<
  BookedPassenger,
  "position" | "type" | "segmentTypes" | "koreanName" | "ticketNumber"
> & {
  /** As on the ticket: `KIM/MINJI`; null until it is entered. */
  ticketName: string | null;
};

/** What whoever may open a trip sees of it: nothing about contact, birth dates or money. */
export type Trip = {
  locator: string;
  status: ReservationStatus;
  cancelCause: "CUSTOMER" | "AIRLINE" | null;
  segments: BookedLeg[];
  passengers: Traveller[];
  seats: BookedSeat[];
};

/** Money on its way back, or back already. */
export type RefundRow = {
  reason: "CANCELLED" | "REFUSED";
  amount: number;
  completedAt: Date | string | null;
};
