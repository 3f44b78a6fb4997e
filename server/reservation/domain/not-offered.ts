import type { SaleState } from "./sale-window";

/** Why a chosen fare is not offered; the first reason that applies is given. */
export type WhyNotOffered =
  | "UNKNOWN_CHOICE"
  | "FLIGHT_CANCELLED"
  | "FLIGHT_DEPARTED"
  | "FLIGHT_NOT_ON_SALE"
  | "SOLD_OUT"
  | "NOT_ENOUGH_SEATS"
  | "NOT_IN_RESULTS";

export type ChosenFare = {
  status: "ON_SALE" | "CANCELLED";
  /** Whether the flight is still sold by the clock. */
  sale: SaleState;
  /** Units that the customer can still have at this fare. */
  left: number;
};

/**
 * Returns the reason why a chosen fare is not among the results. NOT_IN_RESULTS: it is available, but belongs to
 * another search.
 *
 * @param fare null when no flight has such a fare.
 * @param units the number of seats that the party needs.
 */
export function whyNotOffered(fare: ChosenFare | null, units: number): WhyNotOffered {
  if (!fare) return "UNKNOWN_CHOICE";
  if (fare.status === "CANCELLED") return "FLIGHT_CANCELLED";
  if (fare.sale === "FLIGHT_DEPARTED") return "FLIGHT_DEPARTED";
  if (fare.sale === "SALES_CLOSED") return "FLIGHT_NOT_ON_SALE";
  if (fare.left === 0) return "SOLD_OUT";
  return fare.left < units ? "NOT_ENOUGH_SEATS" : "NOT_IN_RESULTS";
}
