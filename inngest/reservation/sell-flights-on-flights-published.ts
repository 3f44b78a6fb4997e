import { sellFlights } from "@/server/reservation";
import { reaction } from "@/inngest/steps/reaction";

export const sellFlightsOnFlightsPublished = reaction({
  id: "sell-flights-on-flights-published",
  step: "sell-flights",
  verb: (ctx, { data }) => sellFlights(ctx, data),
});
