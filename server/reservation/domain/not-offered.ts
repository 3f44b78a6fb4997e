import type { IsoInstant } from "@/server/shared/time";

/** Why a fare that somebody chose cannot be had. The first that holds is told. */
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
  departsAt: IsoInstant;
  salesEndAt: IsoInstant;
  /** Units that the customer can still have at this fare. */
  left: number;
};

/**
 * Why a fare that is not among the results cannot be had. NOT_IN_RESULTS: it can be had, but belongs to another search.
 *
 * @param units what the party needs.
 */
export function whyNotOffered(fare: ChosenFare | null, units: number, now: IsoInstant): WhyNotOffered {
  if (!fare) return "UNKNOWN_CHOICE";
  if (fare.status === "CANCELLED") return "FLIGHT_CANCELLED";
  if (Date.parse(fare.departsAt) <= Date.parse(now)) return "FLIGHT_DEPARTED";
  if (Date.parse(fare.salesEndAt) <= Date.parse(now)) return "FLIGHT_NOT_ON_SALE";
  if (fare.left === 0) return "SOLD_OUT";
  return fare.left < units ? "NOT_ENOUGH_SEATS" : "NOT_IN_RESULTS";
}
