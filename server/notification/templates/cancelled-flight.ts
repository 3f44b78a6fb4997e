import type { NotifiableData } from "@/server/notification/events";

type Ended = Pick<NotifiableData["reservationExpired"], "segments" | "cancelledFlightId">;

/** The flight that the airline cancelled; undefined when an older event has several flights and does not say which. */
export function cancelledFlight({ segments, cancelledFlightId }: Ended) {
  const only = segments.length === 1 ? segments[0] : undefined;
  return segments.find((segment) => segment.flightId === cancelledFlightId) ?? only;
}
