import { reaction } from "@/inngest/steps/reaction";
import { sellFlights } from "@/server/reservation";

export const sellFlightsOnFlightsPublished = reaction({
  id: "sell-flights-on-flights-published",
  step: "sell-flights",
  verb: (ctx, { data }) => sellFlights(ctx, data),
});
