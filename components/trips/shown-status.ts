import type { CancelCause, ReservationStatus } from "@/server/shared/fare-terms";
import type { ShownStatus } from "./types";

type Trip = { status: ReservationStatus; cancelCause: CancelCause | null };

/** The status on the page. A payment being confirmed hides the stored status; a cancellation says who cancelled. */
export function shownStatus({ status, cancelCause }: Trip, charging: boolean): ShownStatus {
  if (charging) return "CHARGING";
  return status === "CANCELLED" && cancelCause === "AIRLINE" ? "FLIGHT_CANCELLED" : status;
}
