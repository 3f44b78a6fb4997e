import { z } from "zod";
import { operation } from "@/app/_lib/rest/operation";
import { pageOf, pageQuery } from "@/app/_lib/rest/pages";
import { named } from "@/app/_lib/rest/schema-names";
import { enterAndReprice } from "@/server/flows/enter-and-reprice";
import { giveUpBooking } from "@/server/flows/give-up-booking";
import { holdAndReplace } from "@/server/flows/hold-and-replace";
import { getBooking, pageOfTrips } from "@/server/reservation/queries";
import { enterPassengersInput, holdSeatsInput } from "@/server/reservation/schemas";
import {
  bookingView,
  enteredPassengers,
  heldReservation,
  tripSummary,
} from "@/server/reservation/view-schemas";

export const reservationParams = z.object({
  id: z.uuid().meta({ description: "The id of the booking, as `reservationId` of a hold." }),
});
export const booking = named("Booking", bookingView);

/** What the traveller of a booking may do, too. */
export const ofTrip = { params: reservationParams, trip: ({ id }: { id: string }) => id };

export const holdSeats = operation({
  ...{ id: "holdSeats", method: "POST", path: "/reservations", tag: "Bookings" },
  summary: "Hold seats",
  description:
    "Holds places on one or two flights until `paymentDeadline`. Send the passengers along, or enter them later. The same `idempotencyKey` gives the same hold.",
  ...{ scope: "bookings:write", body: named("HoldRequest", holdSeatsInput, "input"), status: 201 },
  makesOrder: true,
  response: named("Hold", heldReservation),
  errors: [
    "WAITING_ROOM",
    "SOLD_OUT",
    "SALES_CLOSED",
    "FLIGHT_NOT_ON_SALE",
    "FLIGHT_DEPARTED",
    "TOO_MANY_HOLDS",
    "SEATS_IN_CHECKOUT",
    "CONFLICT",
    "PAYMENT_IN_PROGRESS",
    "PAYMENT_UNAVAILABLE",
  ],
  run: (ctx, { body }) => holdAndReplace(ctx, body),
});

export const listReservations = operation({
  ...{ id: "listReservations", method: "GET", path: "/reservations", tag: "Bookings" },
  summary: "The bookings of the account",
  description:
    "The newest first. Holds that have ended are not listed; `locator` finds one booking whatever became of it.",
  scope: "bookings:read",
  query: z.object({
    ...pageQuery,
    locator: z
      .string()
      .max(40)
      .optional()
      .meta({ description: "The code of a booking, in any case: the list has that booking alone." }),
  }),
  response: pageOf("TripPage", named("Trip", tripSummary)),
  run: (ctx, { query }) => pageOfTrips(ctx, query),
});

export const getReservation = operation({
  ...{ id: "getReservation", method: "GET", path: "/reservations/{id}", tag: "Bookings" },
  summary: "A booking of the account",
  description:
    "With its passengers, flights, prices, seats and tickets, and in `can` what may be done with it.",
  ...{ scope: "bookings:read", response: booking, ...ofTrip },
  version: ({ version }) => version,
  run: (ctx, { params }) => getBooking(ctx, params.id),
});

export const enterPassengers = operation({
  ...{ id: "enterPassengers", method: "PUT", path: "/reservations/{id}/passengers", tag: "Bookings" },
  summary: "Name the passengers of a hold",
  description:
    "In the order of the hold: adults, children, infants. It can be repeated until the payment. The total may change with the ages; then an open payment page is closed.",
  ...{ scope: "bookings:write", params: reservationParams, conditional: true },
  body: named("PassengersRequest", enterPassengersInput.omit({ reservationId: true }), "input"),
  response: named("EnteredPassengers", enteredPassengers),
  errors: ["HOLD_EXPIRED", "SOLD_OUT"],
  run: (ctx, { params, body }) => enterAndReprice(ctx, { ...body, reservationId: params.id }),
});

export const releaseHold = operation({
  ...{ id: "releaseHold", method: "DELETE", path: "/reservations/{id}/hold", tag: "Bookings" },
  summary: "Give up a hold",
  description:
    "The payment page is closed first; while a card is being charged the hold stays. A hold that has ended stays as it is, and one that was paid is to be cancelled.",
  ...{ scope: "bookings:write", params: reservationParams, conditional: true },
  errors: ["PAYMENT_IN_PROGRESS", "PAYMENT_UNAVAILABLE"],
  run: (ctx, { params }) => giveUpBooking(ctx, params.id),
});
