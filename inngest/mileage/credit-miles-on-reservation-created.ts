import { creditMiles } from "@/server/mileage";
import { reservationCreated } from "@/server/reservation/events";
import { reaction } from "../reaction";

export const creditMilesOnReservationCreated = reaction({
  id: "credit-miles-on-reservation-created",
  on: reservationCreated,
  react: ({ eventId, data }, steps) =>
    steps.run("credit-miles", (ctx) => creditMiles(ctx, { eventId, reservation: data })),
});
