import type { NotifiableData } from "@/server/notification/events";

type Changed = NotifiableData["flightsChanged"];

/** The flights of a change in its three parts, and the passengers who have new tickets because their flights changed. */
export function changedFlights({ before, segments, passengers, givenUp, gained }: Changed) {
  const isIn = (pairs: Changed["gained"]) => (segment: { id: string }) =>
    pairs.some(({ segmentId }) => segmentId === segment.id);
  const changing = passengers.filter(({ id }) => gained.some(({ passengerId }) => passengerId === id));
  return {
    givenUp: before.filter(isIn(givenUp)),
    gained: segments.filter(isIn(gained)),
    kept: segments.filter((segment) => !isIn(gained)(segment)),
    changing,
  };
}

type Requested = NotifiableData["changePaymentRequested"];

/** The flights that a change exchanges when it is paid, and those instead of them, in the order of the trip. */
export function offeredFlights({ segments, exchanges }: Requested) {
  const insteadOf = new Map(exchanges.map(({ segmentId, instead }) => [segmentId, instead]));
  return {
    givenUp: segments.filter(({ id }) => insteadOf.has(id)),
    gained: segments.flatMap(({ id }) => insteadOf.get(id) ?? []),
  };
}
