import type {
  FareOption,
  FoundFlight,
  PassengerRules,
  PublicBrandRule,
  SearchInput,
} from "@/server/reservation/schemas";

export type { PassengerRules };

/** The values of the search form. `return` is "" on a one-way trip. Dates are ISO days. */
export type SearchValues = Omit<SearchInput, "return"> & { return: string };

/** What the party, or one adult, pays at least on a day, in whole won. */
export type DayFare = { date: string; amount: number };

/** A day of the strip; without an address it cannot be chosen. */
export type StripDay = { date: string; href: string | null };

export type FareTile = Omit<FareOption, "cabin">;

/** A flight in the results. */
export type ResultFlight = Omit<FoundFlight, "fares"> & { fares: readonly FareTile[] };

/** The terms of a brand that customers see. */
export type BrandTerms = Omit<PublicBrandRule, "cabin" | "seatSharePercent" | "validFrom" | "validTo">;

/** What the flight chosen before costs, in whole won; 0 while none is chosen. */
export type Earlier = { total: number; adult: number };

/** One way of a trip on one day: the step of a search that is shown. */
export type Direction = {
  from: string;
  to: string;
  date: string;
  /** True for the last step of the search. */
  last: boolean;
};
