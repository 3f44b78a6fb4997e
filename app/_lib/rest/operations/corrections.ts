import { operation } from "@/app/_lib/rest/operation";
import { named } from "@/app/_lib/rest/schema-names";
import {
  correctName,
  changeContact as replaceContact,
  splitReservation as split,
} from "@/server/reservation";
import { changeContactInput, correctNameInput, splitReservationInput } from "@/server/reservation/schemas";
import { changedContact, correctedTicket, splitOffTrip } from "@/server/reservation/view-schemas";
import { ofTrip } from "./bookings";

const about = {
  ...({ tag: "Changes", conditional: true } as const),
  ...ofTrip,
};

export const splitReservation = operation({
  ...{ id: "splitReservation", method: "POST", path: "/reservations/{id}/splits", ...about, status: 201 },
  /** Staff act on the customer's behalf. */
  scope: ["bookings:write", "reservations:write"],
  summary: "Give some passengers a booking of their own",
  description: "With their flights, seats and their share of what was paid. Nothing is charged.",
  body: named("SplitRequest", splitReservationInput.omit({ reservationId: true }), "input"),
  response: named("Split", splitOffTrip),
  errors: ["NOT_CHANGEABLE", "FLIGHT_NOT_ON_SALE", "CHANGE_AWAITS_PAYMENT", "CONFLICT"],
  // The way in for a traveller's browser is a cookie of the site, and no part of the answer.
  run: async (ctx, { params, body }) => {
    const { grantId, ...trip } = await split(ctx, { ...body, reservationId: params.id });
    return trip;
  },
});

export const correctPassengerName = operation({
  ...{ id: "correctPassengerName", method: "POST", path: "/reservations/{id}/name-corrections", ...about },
  scope: "bookings:write",
  summary: "Correct the spelling of a passenger's name",
  description:
    "A few letters, once for each passenger, free of charge. A new ticket is issued for the flights that are left.",
  status: 201,
  // Staff give a reason at their own address.
  body: named("NameCorrectionRequest", correctNameInput.omit({ reservationId: true, reason: true }), "input"),
  response: named("NameCorrection", correctedTicket),
  errors: ["NOT_CHANGEABLE", "FLIGHT_NOT_ON_SALE", "CHANGE_AWAITS_PAYMENT", "CONFLICT"],
  run: (ctx, { params, body }) => correctName(ctx, { ...body, reservationId: params.id, reason: undefined }),
});

export const changeContact = operation({
  ...{ id: "changeContact", method: "PUT", path: "/reservations/{id}/contact", ...about },
  scope: "bookings:write",
  summary: "Change the contact of a booking",
  description:
    "The new address is told, and the old one gets a notice. Access by one-time codes to the old address ends.",
  body: named("ContactRequest", changeContactInput.omit({ reservationId: true }), "input"),
  response: named("ChangedContact", changedContact),
  errors: ["CONFLICT", "FLIGHT_DEPARTED"],
  run: (ctx, { params, body }) => replaceContact(ctx, { ...body, reservationId: params.id }),
});
