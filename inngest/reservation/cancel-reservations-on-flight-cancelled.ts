import { steppedReaction } from "@/inngest/steps/reaction";
import { cancelReservationsOnFlight } from "@/server/reservation";

/** Small enough that one step ends well within the time limit of a serverless function. */
const AT_ONCE = 25;

export const cancelReservationsOnFlightCancelled = steppedReaction({
  id: "cancel-reservations-on-flight-cancelled",
  // The event never shares a message (subscriptions.ts), so that the run is about one flight.
  async react([event], steps) {
    if (!event) return { parts: 0 };
    const { flightId, reason } = event.data;
    for (let part = 1; ; part++) {
      const { remaining } = await steps.run(`cancel-reservations-${part}`, (ctx) =>
        cancelReservationsOnFlight(ctx, { flightId, reason, limit: AT_ONCE }),
      );
      if (remaining > 0) continue;
      await steps.settle();
      return { parts: part };
    }
  },
});
