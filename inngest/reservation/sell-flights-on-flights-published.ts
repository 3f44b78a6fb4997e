import { sellFlights } from "@/server/reservation";
import { flightsPublished } from "@/server/schedule/events";
import { reaction } from "../reaction";

export const sellFlightsOnFlightsPublished = reaction({
  id: "sell-flights-on-flights-published",
  on: flightsPublished,
  step: "sell-flights",
  verb: (ctx, { data }) => sellFlights(ctx, data),
});
