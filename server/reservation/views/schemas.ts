import type { Cabin, FareBrand, FareBrandRule, FlightScope } from "@/server/reservation/domain/fare-brand";
import type { PassengerType } from "@/server/reservation/domain/passenger-type";
import type { PassengerRuleRow } from "@/server/reservation/domain/policy-rows";
import type { PriceLineKind } from "@/server/reservation/domain/pricing";
import type { RefundQuote } from "@/server/reservation/domain/refund";
import type { ReservationStatus } from "@/server/reservation/domain/status";
import type { SeatProperty } from "@/server/shared/cabin-layout";

/**
 * What the views of this context give, in types alone: `schemas.ts` hands them to the pages' components, which
 * must not reach a database. Instants are ISO strings, dates are local to their airport, sums are whole won.
 */

/** One flight of a reservation: the part that every view of it has. */
export type FlightLeg = {
  designator: string;
  origin: string;
  destination: string;
  originCityKo: string;
  originCityEn: string;
  destinationCityKo: string;
  destinationCityEn: string;
  originZone: string;
  destinationZone: string;
  departsAt: string;
  arrivesAt: string;
  departureDate: string;
  arrivalDate: string;
};

export type BookedSegment = FlightLeg & {
  id: string;
  position: number;
  flightId: number;
  originNameKo: string;
  originNameEn: string;
  destinationNameKo: string;
  destinationNameEn: string;
  aircraftKo: string;
  aircraftEn: string;
  international: boolean;
  flightCancelled: boolean;
  /** The flight had left when its reservation was cancelled: this segment was not given up. */
  kept: boolean;
  brand: string;
  cabin: string;
  rule: PublicBrandRule;
};

/** A brand's rule as it is shown. What a change costs stays behind: no change is offered yet. */
export type PublicBrandRule = Omit<FareBrandRule, "changeFeeKrw">;

export type BookedPassenger = {
  id: string;
  position: number;
  /** On the first flight. */
  type: PassengerType;
  /** On each flight, by position: a birthday may lie between. */
  segmentTypes: PassengerType[];
  surname: string | null;
  givenName: string | null;
  koreanName: string | null;
  birthDate: string | null;
  gender: "F" | "M" | null;
  ticketNumber: string | null;
};

export type BookedLine = {
  kind: PriceLineKind;
  segmentPosition: number;
  passengerPosition: number;
  amount: number;
};

export type BookedSeat = { segmentPosition: number; passengerPosition: number; seat: string };

/** One booking with all that its pages show. */
export type BookingView = {
  id: string;
  locator: string;
  status: ReservationStatus;
  customerId: string;
  locale: "ko" | "en";
  contactEmail: string;
  contactPhone: string | null;
  adults: number;
  children: number;
  infants: number;
  passengersComplete: boolean;
  totalAmount: number;
  paidAmount: number;
  refundedAmount: number;
  cancelCause: "CUSTOMER" | "AIRLINE" | null;
  paymentDeadline: string;
  priceGuaranteedUntil: string;
  heldAt: string;
  createdAt: string | null;
  endedAt: string | null;
  /** It ended unpaid, and the sale of its flights was over by then. */
  salesClosed: boolean;
  /** The database's clock when this was read: countdowns start from it. */
  now: string;
  /** A capture that was refused, when there was one: its money goes back in full. */
  refusedPayment: { reason: string; amount: number } | null;
  segments: BookedSegment[];
  passengers: BookedPassenger[];
  priceLines: BookedLine[];
  seats: BookedSeat[];
};

export type TripSummary = {
  id: string;
  locator: string;
  status: ReservationStatus;
  cancelCause: "CUSTOMER" | "AIRLINE" | null;
  paymentDeadline: string;
  /** The database's clock when this was read: countdowns start from it. */
  now: string;
  totalAmount: number;
  passengers: number;
  /** The last flight has left. */
  past: boolean;
  segments: FlightLeg[];
};

export type SeatPlace = {
  seat: string;
  row: number;
  column: string;
  properties: readonly SeatProperty[];
  taken: boolean;
};

/** The seats of one cabin as they are now. */
export type SeatMap = {
  segmentPosition: number;
  cabin: string;
  /** Seat letters from left to right, a blank for each aisle. */
  columns: string;
  seats: SeatPlace[];
  /** From which age, and which passengers of this party, may sit beside an exit once they accept the conditions. */
  exit: { fromAge: number | null; positions: number[] };
  /** This party's own seats. */
  own: { passengerPosition: number; seat: string }[];
};

export type FareOption = {
  brand: FareBrand;
  cabin: Cabin;
  /** What one adult pays, and what the whole party pays, all charges included. Whole won. */
  adultAmount: number;
  totalAmount: number;
  /** Units the party may still take in this brand; counted up to 9. */
  left: number;
  enough: boolean;
};

/** A flight that a search has found. */
export type FoundFlight = {
  flightId: number;
  designator: string;
  origin: string;
  destination: string;
  originZone: string;
  destinationZone: string;
  departsAt: string;
  arrivesAt: string;
  departureDate: string;
  arrivalDate: string;
  aircraftKo: string;
  aircraftEn: string;
  international: boolean;
  fares: FareOption[];
};

/** What a cancellation would give back, with each deduction. */
export type OfferedRefund = {
  quoteId: string;
  /** The database's clock at the offer: its countdown starts from it. */
  now: string;
  expiresAt: string;
  paidAmount: number;
  refundAmount: number;
  deductions: RefundQuote["deductions"];
  waivers: RefundQuote["waivers"];
  /** Where each flight stands; those that have departed are not given up. */
  standings: RefundQuote["standings"];
};

/** A reservation that the airline's staff has found. */
export type FoundReservation = {
  id: string;
  locator: string;
  status: ReservationStatus;
  contactEmail: string;
  lead: string | null;
  passengers: number;
  totalAmount: number;
  heldAt: string;
  segments: { designator: string; origin: string; destination: string; departureDate: string }[];
};

/** One day of the airline's business. */
export type DailyFigures = {
  /** Korean calendar day. */
  date: string;
  /** Reservations created, their passengers and what they paid in won. */
  bookings: number;
  passengers: number;
  revenue: number;
  /** Reservations cancelled, and what is owed back for them in won. */
  cancellations: number;
  refunds: number;
};

/** One passenger of a flight. */
export type ManifestRow = {
  name: string;
  /** On this flight. */
  type: PassengerType;
  locator: string;
  reservationId: string;
  ticketNumber: string | null;
  brand: string;
  seat: string | null;
  /** Somebody of this name and birth date is on the flight in another reservation, or twice in this one. */
  duplicate: boolean;
};

/** Who counts as adult, child and infant, by the scope of the trip. */
export type PassengerRules = Record<FlightScope, PassengerRuleRow>;
