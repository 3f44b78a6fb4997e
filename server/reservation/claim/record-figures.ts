import { counter } from "@/server/shared/metrics";

/** Counts reservations of guests that became a member's. */
export const countClaims = (trips: number): void =>
  counter("msa_guest_trips_claimed_total", "Reservations of guests that became a member's.").inc(trips);
