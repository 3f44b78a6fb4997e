import { outcomeOf } from "@/inngest/steps/outcomes";
import { steppedReaction } from "@/inngest/steps/reaction";
import { exchangeMiles } from "@/server/mileage";

export const exchangeMilesOnFlightsChanged = steppedReaction({
  id: "exchange-miles-on-flights-changed",
  react: (events, steps) =>
    steps.together(
      "exchange-miles",
      events,
      async (ctx) => {
        const changed = events.map(({ eventId, data }) => ({ eventId, reservation: data }));
        const { results } = await exchangeMiles(ctx, { changed });
        return results.map((result) => outcomeOf(result, ({ miles }) => ({ miles })));
      },
      { settles: true },
    ),
});
