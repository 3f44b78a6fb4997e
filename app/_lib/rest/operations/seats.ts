import { z } from "zod";
import { operation } from "@/app/_lib/rest/operation";
import { named } from "@/app/_lib/rest/schema-names";
import { chooseSeats as choose, seatParty as seatTogether } from "@/server/reservation";
import { getSeatMap as seatMapOf } from "@/server/reservation/queries";
import { chooseSeatsInput, seatPartyInput } from "@/server/reservation/schemas";
import { seatMap } from "@/server/reservation/view-schemas";
import { ofTrip } from "./bookings";

export const getSeatMap = operation({
  ...{ id: "getSeatMap", method: "GET", path: "/reservations/{id}/seats", tag: "Bookings" },
  summary: "The seat map of one flight of a booking",
  ...{ ...ofTrip, scope: "bookings:read", response: named("SeatMap", seatMap) },
  query: z.object({
    segment: z.coerce
      .number()
      .int()
      .min(0)
      .max(3)
      .default(0)
      .meta({ description: "The position of the flight in the booking, from 0." }),
  }),
  run: (ctx, { params, query }) => seatMapOf(ctx, params.id, query.segment),
});

export const chooseSeats = operation({
  ...{ id: "chooseSeats", method: "PUT", path: "/reservations/{id}/seats", tag: "Bookings" },
  summary: "Choose seats on one flight",
  description:
    "All of them or none. `null` gives a seat back; passengers who are not named keep theirs. A seat beside an exit needs `exitConditionsAccepted`.",
  ...{ ...ofTrip, scope: "bookings:write", conditional: true },
  body: named("SeatsRequest", chooseSeatsInput.omit({ reservationId: true }), "input"),
  errors: ["SEAT_TAKEN", "HOLD_EXPIRED", "FLIGHT_DEPARTED"],
  run: (ctx, { params, body }) => choose(ctx, { ...body, reservationId: params.id }),
});

export const seatParty = operation({
  ...{ id: "seatParty", method: "POST", path: "/reservations/{id}/seats", tag: "Bookings" },
  summary: "Seat the whole party together on one flight",
  description: "As close together as the free seats allow, never beside an exit.",
  ...{ ...ofTrip, scope: "bookings:write", conditional: true },
  body: named("SeatPartyRequest", seatPartyInput.omit({ reservationId: true }), "input"),
  errors: ["SEAT_TAKEN", "HOLD_EXPIRED", "FLIGHT_DEPARTED"],
  run: (ctx, { params, body }) => seatTogether(ctx, { ...body, reservationId: params.id }),
});
