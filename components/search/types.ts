import type { FareOption, FoundFlight, PassengerRules, PublicBrandRule } from "@/server/reservation/schemas";

export type { PassengerRules };

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

export type FareTile = Omit<FareOption, "cabin">;

/** A flight as the results draw it. */
export type ResultFlight = Omit<FoundFlight, "fares"> & { fares: readonly FareTile[] };

/** What one brand includes and allows. */
export type BrandTerms = Omit<PublicBrandRule, "cabin" | "seatSharePercent" | "validFrom" | "validTo">;

/** The step of a search that is shown: one way of it, on one day. */
export type Direction = {
  from: string;
  to: string;
  date: string;
  /** Nothing is left to choose after this. */
  last: boolean;
};
