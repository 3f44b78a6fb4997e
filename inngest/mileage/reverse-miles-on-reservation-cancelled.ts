import { reverseMiles } from "@/server/mileage";
import { reservationCancelled } from "@/server/reservation/events";
import { reaction } from "../reaction";

export const reverseMilesOnReservationCancelled = reaction({
  id: "reverse-miles-on-reservation-cancelled",
  on: reservationCancelled,
  step: "reverse-miles",
  verb: (ctx, { eventId, data }) => reverseMiles(ctx, { eventId, reservation: data }),
});
