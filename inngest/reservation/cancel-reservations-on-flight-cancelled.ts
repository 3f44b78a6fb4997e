import { cancelReservationsOnFlight } from "@/server/reservation";
import { steppedReaction } from "@/inngest/steps/reaction";

/** Small enough for one step to end well within a serverless function's time. */
const AT_ONCE = 25;

export const cancelReservationsOnFlightCancelled = steppedReaction({
  id: "cancel-reservations-on-flight-cancelled",
  // Travels alone (subscriptions.ts): its run is about one flight.
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
