/** Life of a reservation. HELD waits for payment; CREATED is paid and ticketed. */
export const reservationStatuses = ["HELD", "CREATED", "CANCELLED", "EXPIRED"] as const;
export type ReservationStatus = (typeof reservationStatuses)[number];

/**
 * EXPIRED may still become CREATED: a payment that lands late re-seats the customer if seats are
 * left. CANCELLED is final, so a second cancel frees nothing and refunds nothing.
 */
const nextStatuses: Record<ReservationStatus, readonly ReservationStatus[]> = {
  HELD: ["CREATED", "EXPIRED", "CANCELLED"],
  EXPIRED: ["CREATED"],
  CREATED: ["CANCELLED"],
  CANCELLED: [],
};

/** Whether a reservation in status `from` may become `to`. No status follows itself. */
export function mayBecome(from: ReservationStatus, to: ReservationStatus): boolean {
  return nextStatuses[from].includes(to);
}

/** The statuses a compare-and-set to `to` may start from. */
export function statusesBefore(to: ReservationStatus): ReservationStatus[] {
  return reservationStatuses.filter((from) => mayBecome(from, to));
}
