import type { BookedPassenger, BookedSeat, BookedSegment, BookingView } from "@/server/reservation/schemas";
import type { ReservationStatus } from "@/server/shared/fare-terms";

export type {
  OfferedRefund,
  PriceLineKind,
  TripSummary as TripRow,
} from "@/server/reservation/schemas";

/** The status of a trip on the pages. CHARGING: its payment is being confirmed. FLIGHT_CANCELLED: the airline cancelled it. */
export type ShownStatus = ReservationStatus | "CHARGING" | "FLIGHT_CANCELLED";

/** A booked flight without its ids and the terms of its fare. */
export type BookedLeg = Omit<
  BookedSegment,
  "id" | "flightId" | "rule" | "brand" | "cabin" | "international" | "kept" | "missedAt"
> & {
  /** The flight was flown before the booking ended, even if the other flights were cancelled later. */
  departed: boolean;
  /** Staff recorded that nobody of the booking boarded it. */
  missed: boolean;
  /** This flight was cancelled after another flight of the booking had been flown. */
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

/** A trip without contact, birth dates and money: it also opens with locator and surname alone. */
export type Trip = Pick<BookingView, "locator" | "status" | "cancelCause"> & {
  segments: BookedLeg[];
  passengers: Traveller[];
  seats: BookedSeat[];
};

/** A refund, under way or completed. */
export type RefundRow = {
  reason: "CANCELLED" | "REFUSED";
  amount: number;
  completedAt: Date | string | null;
};
