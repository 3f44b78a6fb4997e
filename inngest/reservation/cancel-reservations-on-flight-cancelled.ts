import { cancelReservationsOnFlight } from "@/server/reservation";
import { flightCancelled } from "@/server/schedule/events";
import { steppedReaction } from "../reaction";

/** Small enough for one step to end well within a serverless function's time. */
const AT_ONCE = 25;

export const cancelReservationsOnFlightCancelled = steppedReaction({
  id: "cancel-reservations-on-flight-cancelled",
  on: flightCancelled,
  async react({ data: { flightId, reason } }, steps) {
    for (let part = 1; ; part++) {
      const { remaining } = await steps.run(`cancel-reservations-${part}`, (ctx) =>
        cancelReservationsOnFlight(ctx, { flightId, reason, limit: AT_ONCE }),
      );
      if (remaining === 0) return { parts: part };
    }
  },
});
