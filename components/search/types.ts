import type { FareBrandRule, FareOption, FoundFlight } from "@/server/reservation/schemas";

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
export type BrandTerms = Omit<FareBrandRule, "cabin" | "seatSharePercent" | "validFrom" | "validTo">;

/** The step of a search that is shown: one way of it, on one day. */
export type Direction = {
  from: string;
  to: string;
  date: string;
  /** Nothing is left to choose after this. */
  last: boolean;
};
