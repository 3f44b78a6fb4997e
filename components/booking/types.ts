export type PassengerKind = "ADULT" | "CHILD" | "INFANT";
export type LineKind = "FARE" | "FUEL_SURCHARGE" | "AIRPORT_CHARGE" | "DEPARTURE_LEVY";

export type PriceLine = {
  kind: LineKind;
  segmentPosition: number;
  passengerPosition: number;
  amount: number;
};

export type BookedFlight = {
  position: number;
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
  aircraftKo: string;
  aircraftEn: string;
  international: boolean;
  brand: string;
  rule: { readonly nameKo: string; readonly nameEn: string; readonly refundable: boolean };
};

export type BookedPassenger = {
  position: number;
  type: PassengerKind;
  surname: string | null;
  givenName: string | null;
  koreanName: string | null;
  birthDate: string | null;
  gender: "F" | "M" | null;
  ticketNumber: string | null;
};

/** A booking as its pages draw it. Instants are ISO strings, sums whole won. */
export type Booking = {
  id: string;
  locator: string;
  adults: number;
  children: number;
  infants: number;
  contactEmail: string;
  contactPhone: string | null;
  totalAmount: number;
  paymentDeadline: string;
  now: string;
  segments: BookedFlight[];
  passengers: BookedPassenger[];
  priceLines: PriceLine[];
  seats: { segmentPosition: number; passengerPosition: number; seat: string }[];
};

export type SeatProperty =
  | "window"
  | "middle"
  | "aisle"
  | "exit"
  | "extra-legroom"
  | "near-lavatory"
  | "near-galley";

export type SeatPlace = {
  seat: string;
  row: number;
  column: string;
  properties: readonly SeatProperty[];
  taken: boolean;
};

/** The seats of one cabin as they are now. `columns` has a blank for each aisle. */
export type SeatMapView = {
  segmentPosition: number;
  cabin: string;
  columns: string;
  seats: SeatPlace[];
  own: { passengerPosition: number; seat: string }[];
};

/** What an action answers when it is called from the browser. */
type Refusal = {
  ok: false;
  code: string;
  fieldErrors?: Readonly<Record<string, string>>;
  correlationId?: string;
};

/** What the action answers when it does not go on: why, and everything that was typed. */
export type EntryState = {
  code: string | null;
  fieldErrors: Readonly<Record<string, string>>;
  values: Readonly<Record<string, string>>;
};

/** Takes or gives back seats of one flight. */
export type ChooseSeat = (choice: {
  reservationId: string;
  segmentPosition: number;
  seats: { passengerPosition: number; seat: string | null }[];
}) => Promise<{ ok: true } | Refusal>;
