import { outcomeOf } from "@/inngest/steps/outcomes";
import { steppedReaction } from "@/inngest/steps/reaction";
import { creditMiles } from "@/server/mileage";

export const creditMilesOnReservationCreated = steppedReaction({
  id: "credit-miles-on-reservation-created",
  react: (events, steps) =>
    steps.together(
      "credit-miles",
      events,
      async (ctx) => {
        const created = events.map(({ eventId, data }) => ({ eventId, reservation: data }));
        const { results } = await creditMiles(ctx, { created });
        return results.map((result) => outcomeOf(result, ({ miles }) => ({ miles })));
      },
      { settles: true },
    ),
});
