import { type ReservationStatus, reservationStatuses } from "@/server/shared/fare-terms";

/**
 * Which status may follow which. A hold is not cancelled: it has no ticket and no money, so it ends as EXPIRED,
 * whoever ends it. EXPIRED may still become CREATED: a late payment seats the customer again if units are left.
 * CANCELLED is final, so that a second cancellation frees nothing and refunds nothing.
 */
const nextStatuses: Record<ReservationStatus, readonly ReservationStatus[]> = {
  HELD: ["CREATED", "EXPIRED"],
  EXPIRED: ["CREATED"],
  CREATED: ["CANCELLED"],
  CANCELLED: [],
};

/** Returns whether a reservation in status `from` may become `to`. No status follows itself. */
export function mayBecome(from: ReservationStatus, to: ReservationStatus): boolean {
  return nextStatuses[from].includes(to);
}

/** Returns the statuses from which a compare-and-set to `to` may start. */
export function statusesBefore(to: ReservationStatus): ReservationStatus[] {
  return reservationStatuses.filter((from) => mayBecome(from, to));
}
