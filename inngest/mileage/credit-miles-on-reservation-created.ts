import { creditMiles } from "@/server/mileage";
import { reservationCreated } from "@/server/reservation/events";
import { reaction } from "../reaction";

export const creditMilesOnReservationCreated = reaction({
  id: "credit-miles-on-reservation-created",
  on: reservationCreated,
  step: "credit-miles",
  verb: (ctx, { eventId, data }) => creditMiles(ctx, { eventId, reservation: data }),
});
