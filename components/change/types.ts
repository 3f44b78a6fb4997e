import type { FlightLeg, PendingChange } from "@/server/reservation/schemas";

export type { ChangeOffer, OfferedChange, PendingChange } from "@/server/reservation/schemas";

/** A change that waits for its payment, and where the payment stands: PROCESSING while a card may be charged. */
export type PendingState = { change: PendingChange; state: "PROCESSING" | "OPEN" | "DECLINED" };

/** A flight of a trip that can be changed: what the forms need to know of it. */
export type ChangeableFlight = FlightLeg & {
  id: string;
  position: number;
  flightId: number;
  brand: string;
  international: boolean;
  /** Codes of the cities between which it can be changed, as searches take them. */
  from: string;
  to: string;
};

/** What somebody wants to change: a flight of the trip, the new day, and the flight of that day once it is chosen. */
export type ChangeChoice = {
  segmentId: string;
  /** ISO day; "" until it is chosen. */
  date: string;
  to: { flightId: number; brand: string } | null;
};
