import { outcomeOf } from "@/inngest/steps/outcomes";
import { steppedReaction } from "@/inngest/steps/reaction";
import { moveMiles } from "@/server/mileage";

export const moveMilesOnReservationSplit = steppedReaction({
  id: "move-miles-on-reservation-split",
  react: (events, steps) =>
    steps.together(
      "move-miles",
      events,
      async (ctx) => {
        const split = events.map(({ eventId, data }) => ({ eventId, reservation: data }));
        const { results } = await moveMiles(ctx, { split });
        return results.map((result) => outcomeOf(result, ({ miles }) => ({ miles })));
      },
      { settles: true, recordsEvents: false },
    ),
});
