import type { ToldData } from "./content";

type Ended = Pick<ToldData["reservationExpired"], "segments" | "cancelledFlightId">;

/** The flight that the airline cancelled; undefined when an older event leaves open which of several it was. */
export function cancelledFlight({ segments, cancelledFlightId }: Ended) {
  const only = segments.length === 1 ? segments[0] : undefined;
  return segments.find((segment) => segment.flightId === cancelledFlightId) ?? only;
}
