import { reverseMiles } from "@/server/mileage";
import { steppedReaction } from "@/inngest/steps/reaction";
import { outcomeOf } from "../steps";

export const reverseMilesOnReservationCancelled = steppedReaction({
  id: "reverse-miles-on-reservation-cancelled",
  react: (events, steps) =>
    steps.together(
      "reverse-miles",
      events,
      async (ctx) => {
        const cancelled = events.map(({ eventId, data }) => ({ eventId, reservation: data }));
        const { results } = await reverseMiles(ctx, { cancelled });
        return results.map((result) => outcomeOf(result, ({ miles }) => ({ miles })));
      },
      { settles: true },
    ),
});
