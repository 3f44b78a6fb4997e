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
