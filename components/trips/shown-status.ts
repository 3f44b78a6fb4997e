import type { ReservationStatus } from "@/server/reservation/schemas";
import type { ShownStatus } from "./types";

type Trip = { status: ReservationStatus; cancelCause: "CUSTOMER" | "AIRLINE" | null };

/** A payment that is being confirmed comes before what is known so far; a cancellation says whose it was. */
export function shownStatus({ status, cancelCause }: Trip, charging: boolean): ShownStatus {
  if (charging) return "CHARGING";
  return status === "CANCELLED" && cancelCause === "AIRLINE" ? "FLIGHT_CANCELLED" : status;
}
