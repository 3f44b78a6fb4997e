import { expireHold } from "@/server/reservation";
import { reservationHeld } from "@/server/reservation/events";
import { steppedReaction } from "../reaction";

/** The deadline is the database's; the engine's clock may be ahead of it. */
const CLOCK_MARGIN_MS = 1_000;

export const expireHoldOnReservationHeld = steppedReaction({
  id: "expire-hold-on-reservation-held",
  on: reservationHeld,
  async react({ data: { reservationId, paymentDeadline } }, steps) {
    await steps.sleepUntil("deadline", new Date(Date.parse(paymentDeadline) + CLOCK_MARGIN_MS));
    return steps.run("expire-hold", (ctx) => expireHold(ctx, { reservationId }));
  },
});
