import type { ParsedHold } from "@/server/reservation/schemas";
import type { HoldFacts } from "./hold-facts";

/** A live hold of the customer who asks for a new one. */
export type OwnHold = HoldFacts["ownHolds"][number];

/** Finds the customer's own hold of these very flights, brands and numbers of passengers. */
export const sameHold = (
  { ownHolds }: Pick<HoldFacts, "ownHolds">,
  wanted: ParsedHold,
): OwnHold | undefined =>
  ownHolds.find(
    (hold) =>
      hold.adults === wanted.adults &&
      hold.children === wanted.children &&
      hold.infants === wanted.infants &&
      hold.segments.length === wanted.segments.length &&
      hold.segments.every(
        (segment, n) =>
          segment.flightId === wanted.segments[n]?.flightId && segment.brand === wanted.segments[n]?.brand,
      ),
  );

/** Finds the customer's own holds on one of the wanted flights: a new hold replaces them. */
export const overlappingHolds = (
  { ownHolds }: Pick<HoldFacts, "ownHolds">,
  wanted: { flightId: number }[],
): OwnHold[] =>
  ownHolds.filter((hold) =>
    hold.segments.some((segment) => wanted.some(({ flightId }) => flightId === segment.flightId)),
  );
