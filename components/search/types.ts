/** What the search form holds; `return` is "" on a one-way trip. Dates are ISO days. */
export type SearchValues = {
  trip: "oneway" | "return";
  from: string;
  to: string;
  depart: string;
  return: string;
  adults: number;
  children: number;
  infants: number;
};

export type Brand = "SAVER" | "STANDARD" | "FLEX" | "BUSINESS";

export type FareTile = {
  brand: Brand;
  adultAmount: number;
  totalAmount: number;
  left: number;
  enough: boolean;
};

/** A flight as the results draw it. Instants are ISO strings. */
export type ResultFlight = {
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
  fares: readonly FareTile[];
};

type ByScope = { readonly DOMESTIC: number; readonly INTERNATIONAL: number };

/** What one brand includes and allows. */
export type BrandTerms = {
  readonly brand: Brand;
  readonly nameKo: string;
  readonly nameEn: string;
  readonly checkedBaggageKg: ByScope;
  readonly carryOnKg: number;
  readonly changeFeeKrw: ByScope;
  readonly refundable: boolean;
  readonly mileageRatePercent: number;
};

/** The step of a search that is shown: one way of it, on one day. */
export type Direction = {
  from: string;
  to: string;
  date: string;
  /** Nothing is left to choose after this. */
  last: boolean;
};
