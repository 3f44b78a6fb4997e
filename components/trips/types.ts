export type TripStatus = "HELD" | "CREATED" | "CANCELLED" | "EXPIRED";

/** One flight of a trip. Instants are ISO strings, dates are local to their airport. */
export type Leg = {
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

/** A trip as the list of trips draws it. */
export type TripRow = {
  id: string;
  locator: string;
  status: TripStatus;
  paymentDeadline: string;
  now: string;
  passengers: number;
  past: boolean;
  segments: Leg[];
};

export type BookedLeg = Leg & {
  position: number;
  originNameKo: string;
  originNameEn: string;
  destinationNameKo: string;
  destinationNameEn: string;
  aircraftKo: string;
  aircraftEn: string;
  brandKo: string;
  brandEn: string;
  checkedBaggageKg: number;
  carryOnKg: number;
  flightCancelled: boolean;
};

export type Traveller = {
  position: number;
  type: "ADULT" | "CHILD" | "INFANT";
  /** As on the ticket: `KIM/MINJI`; null until it is entered. */
  ticketName: string | null;
  koreanName: string | null;
  ticket: { number: string; checkDigit: number } | null;
};

/** What whoever may open a trip sees of it: nothing about contact, birth dates or money. */
export type Trip = {
  locator: string;
  status: TripStatus;
  segments: BookedLeg[];
  passengers: Traveller[];
  seats: { segmentPosition: number; passengerPosition: number; seat: string }[];
};

export type PriceLineKind = "FARE" | "FUEL_SURCHARGE" | "AIRPORT_CHARGE" | "DEPARTURE_LEVY";

/** Money on its way back, or back already. */
export type RefundRow = {
  reason: "CANCELLED" | "REFUSED";
  amount: number;
  completedAt: Date | string | null;
};

export type DeductionReason = "FLOWN" | "CANCELLATION_FEE" | "NO_SHOW_FEE" | "NOT_REFUNDABLE";
export type WaiverReason = "AIRLINE_CANCELLED" | "SOON_AFTER_PURCHASE" | "LONG_BEFORE_DEPARTURE";

/** What a cancellation would give back, with each deduction. Sums are whole won. */
export type OfferedRefund = {
  quoteId: string;
  /** The database's clock at the offer. */
  now: string;
  expiresAt: string;
  paidAmount: number;
  refundAmount: number;
  deductions: readonly {
    reason: DeductionReason;
    segmentIndex: number;
    passengerIndex: number;
    amount: number;
  }[];
  waivers: readonly { segmentIndex: number; reason: WaiverReason }[];
};
