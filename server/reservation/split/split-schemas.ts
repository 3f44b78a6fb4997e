import { z } from "zod";
import { pairs, passenger, reservation } from "@/server/reservation/event-schemas";

/**
 * The data of `reservation.split`. The passengers who left have the reservation `newLocator`, whose first event is
 * `reservation.split-off`. `segments` and `passengers` are those before it; `givenUp` says who took which flight along.
 */
export const split = reservation.extend({
  changeId: z.uuid(),
  newReservationId: z.uuid(),
  newLocator: z.string(),
  givenUp: pairs.min(1),
  left: pairs.min(1),
  /** Those who left, with the tickets that they have now. */
  leaving: z.array(passenger).min(1),
  /** What the price of their flights is, in whole won: it moved with them. */
  transferredAmount: z.number().int(),
  splitAt: z.string(),
});

/** The data of `reservation.split-off`: the passengers come from `fromLocator`. `gained` says who has which flight. */
export const splitOff = reservation.extend({
  changeId: z.uuid(),
  fromReservationId: z.uuid(),
  fromLocator: z.string(),
  gained: pairs.min(1),
  splitAt: z.string(),
});
