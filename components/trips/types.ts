import type { BookedLeg } from "@/components/flight/booked-leg";
import type { BookedCoupon, BookedPassenger, BookedSeat, BookingView } from "@/server/reservation/schemas";
import type { ReservationStatus } from "@/server/shared/fare-terms";

export type {
  OfferedRefund,
  PriceLineKind,
  TripSummary as TripRow,
} from "@/server/reservation/schemas";
export type { BookedLeg };

/** The status of a trip on the pages. CHARGING: its payment is being confirmed. FLIGHT_CANCELLED: the airline cancelled it. */
export type ShownStatus = ReservationStatus | "CHARGING" | "FLIGHT_CANCELLED";

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
  /** Of a sold trip: who has which flight, and who gave it up. */
  coupons: Pick<BookedCoupon, "segmentPosition" | "passengerPosition" | "state">[];
};

/** A refund, under way or completed. */
export type RefundRow = {
  /** A refund that is not ordered yet has none. */
  id: string | null;
  /** CHANGED: a part of the trip was given up. */
  reason: "CANCELLED" | "CHANGED" | "REFUSED";
  amount: number;
  /** True when the provider has failed, and the refund is tried again. */
  isDelayed: boolean;
  completedAt: Date | string | null;
};
