import { reverseMiles } from "@/server/mileage";
import { reservationCancelled } from "@/server/reservation/events";
import { reaction } from "../reaction";

export const reverseMilesOnReservationCancelled = reaction({
  id: "reverse-miles-on-reservation-cancelled",
  on: reservationCancelled,
  react: ({ eventId, data }, steps) =>
    steps.run("reverse-miles", (ctx) => reverseMiles(ctx, { eventId, reservation: data })),
});
