import { outcomeOf } from "@/inngest/steps/outcomes";
import { steppedReaction } from "@/inngest/steps/reaction";
import { reverseMiles } from "@/server/mileage";

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
