import { steppedReaction } from "@/inngest/steps/reaction";
import { notifyTravellers } from "@/server/reservation";

/** Small enough that one step ends well within the time limit of a serverless function. */
const AT_ONCE = 50;

export const notifyTravellersOnFlightRetimed = steppedReaction({
  id: "notify-travellers-on-flight-retimed",
  // The event never shares a message (subscriptions.ts), so that the run is about one flight.
  async react([event], steps) {
    if (!event) return { parts: 0 };
    let after: string | null = null;
    for (let part = 1; ; part++) {
      const { next }: { next: string | null } = await steps.run(`notify-travellers-${part}`, (ctx) =>
        notifyTravellers(ctx, { ...event.data, after, limit: AT_ONCE }),
      );
      after = next;
      if (after !== null) continue;
      await steps.settle();
      return { parts: part };
    }
  },
});
