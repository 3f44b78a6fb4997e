import { z } from "zod";
import { operation } from "@/app/_lib/rest/operation";
import { named } from "@/app/_lib/rest/schema-names";
import { writeNoteInput } from "@/server/desk/schemas";
import { resendCustomerMessage, resendCustomerMessageInput } from "@/server/flows/resend-customer-message";
import { writeSubjectNote } from "@/server/flows/write-subject-note";
import { messageAsSent } from "@/server/notification/queries";
import { messageAsSentView } from "@/server/notification/schemas";
import {
  cancelReservation,
  changeContactForCustomer,
  chooseSeats,
  quoteRefundOf,
  recordNoShow as record,
  seatParty,
} from "@/server/reservation";
import { getSeatMap } from "@/server/reservation/queries";
import {
  cancelReservationInput,
  changeContactInput,
  chooseSeatsInput,
  noShowInput,
  quoteRefundInput,
  seatPartyInput,
} from "@/server/reservation/schemas";
import { cancelledTrip, changedContact, offeredRefund, seatMap } from "@/server/reservation/view-schemas";
import { reservationParams as params } from "./bookings";

/** What staff do on a customer's behalf. */

const tag = "Staff: reservations";
const scope = "reservations:write";
const messageParams = z.object({ id: z.uuid() });
const noteRequest = writeNoteInput.omit({ subjectKind: true, subjectId: true });
export const writeNoteRequest = named("WriteNoteRequest", noteRequest, "input");

export const writeReservationNote = operation({
  ...{ id: "writeReservationNote", method: "POST", path: "/admin/reservations/{id}/notes", tag },
  summary: "Write a note about a reservation",
  description: "The same `key` a second time writes nothing.",
  ...{ scope, params, body: writeNoteRequest, errors: ["CONFLICT"] },
  run: (ctx, { params: { id }, body }) =>
    writeSubjectNote(ctx, { ...body, subjectKind: "RESERVATION", subjectId: id }),
});

export const recordNoShow = operation({
  ...{ id: "recordNoShow", method: "POST", path: "/admin/reservations/{id}/no-shows", tag },
  summary: "Record that nobody of a reservation boarded a flight",
  description: "The flight does not count as flown from then on. Asked again, it answers the same.",
  ...{ scope, params, conditional: true },
  body: named("NoShowRequest", noShowInput.omit({ reservationId: true }), "input"),
  response: named("NoShow", z.strictObject({ recordedAt: z.iso.datetime({ offset: true }) })),
  errors: ["CONFLICT", "FLIGHT_NOT_ON_SALE"],
  run: (ctx, { params: { id }, body }) => record(ctx, { ...body, reservationId: id }),
});

export const changeContactOnBehalf = operation({
  ...{ id: "changeContactOnBehalf", method: "PUT", path: "/admin/reservations/{id}/contact", tag },
  summary: "Change the contact of a reservation for its customer",
  description: "The new address is told, and the old one gets a notice.",
  ...{ scope, params, conditional: true },
  body: named("StaffContactRequest", changeContactInput.omit({ reservationId: true }), "input"),
  response: named("ChangedContact", changedContact),
  errors: ["CONFLICT", "FLIGHT_DEPARTED"],
  run: (ctx, { params: { id }, body }) => changeContactForCustomer(ctx, { ...body, reservationId: id }),
});

export const quoteCancellationOnBehalf = operation({
  ...{ id: "quoteCancellationOnBehalf", method: "POST", tag },
  path: "/admin/reservations/{id}/cancellation-quotes",
  summary: "Quote the refund of a cancellation for a customer",
  description:
    "Of all flights that were not flown, or of `passengers` on `segments`, by their ids. `waiver` leaves the fees out; its reason is for the airline only. The quote is valid for 15 minutes at most.",
  ...{ scope, params, conditional: true, status: 201 },
  body: named("StaffCancellationQuoteRequest", quoteRefundInput.omit({ reservationId: true }), "input"),
  response: named("CancellationQuote", offeredRefund),
  errors: ["NOT_CANCELLABLE"],
  run: (ctx, { params: { id }, body }) => quoteRefundOf(ctx, { ...body, reservationId: id }),
});

export const cancelOnBehalf = operation({
  ...{ id: "cancelOnBehalf", method: "POST", path: "/admin/reservations/{id}/cancellations", tag },
  summary: "Cancel for a customer on the terms of a quote",
  description: "A quote with a waiver is for the account that asked for it.",
  ...{ scope, params, conditional: true },
  body: named("StaffCancellationRequest", cancelReservationInput.omit({ reservationId: true }), "input"),
  response: named("Cancellation", cancelledTrip),
  errors: ["QUOTE_EXPIRED", "CONFLICT", "NOT_CANCELLABLE"],
  run: (ctx, { params: { id }, body }) => cancelReservation(ctx, { ...body, reservationId: id }),
});

export const getSeatsOnBehalf = operation({
  ...{ id: "getSeatsOnBehalf", method: "GET", path: "/admin/reservations/{id}/seats", tag },
  summary: "The seat map of one flight of a reservation",
  ...{ scope: "reservations:read", params },
  query: z.object({ segment: seatPartyInput.shape.segmentPosition }),
  response: named("SeatMap", seatMap),
  run: (ctx, { params: { id }, query }) => getSeatMap(ctx, id, query.segment),
});

export const chooseSeatsOnBehalf = operation({
  ...{ id: "chooseSeatsOnBehalf", method: "PUT", path: "/admin/reservations/{id}/seats", tag },
  summary: "Assign, move and release seats on one flight",
  description: "All of the given seats or none. A null gives the passenger's seat back.",
  ...{ scope, params, conditional: true, status: 204 },
  body: named("StaffSeatsRequest", chooseSeatsInput.omit({ reservationId: true }), "input"),
  errors: ["SEAT_TAKEN", "HOLD_EXPIRED", "FLIGHT_DEPARTED"],
  run: (ctx, { params: { id }, body }) => chooseSeats(ctx, { ...body, reservationId: id }),
});

export const seatPartyOnBehalf = operation({
  ...{ id: "seatPartyOnBehalf", method: "POST", path: "/admin/reservations/{id}/seats", tag },
  summary: "Seat the whole party of one flight together",
  description: "As close together as the free seats allow, never beside an exit.",
  ...{ scope, params, conditional: true },
  body: named("StaffSeatPartyRequest", seatPartyInput.omit({ reservationId: true }), "input"),
  errors: ["SEAT_TAKEN", "HOLD_EXPIRED", "FLIGHT_DEPARTED"],
  run: (ctx, { params: { id }, body }) => seatParty(ctx, { ...body, reservationId: id }),
});

export const getSentMessage = operation({
  ...{ id: "getSentMessage", method: "GET", path: "/admin/messages/{id}", tag },
  summary: "A message as it was sent",
  description: "With each time that staff had it sent again.",
  ...{ scope: ["reservations:read", "customers:read"], params: messageParams },
  response: named("MessageAsSent", messageAsSentView),
  run: (ctx, { params: { id } }) => messageAsSent(ctx, id),
});

export const resendMessage = operation({
  ...{ id: "resendMessage", method: "POST", path: "/admin/messages/{id}/resends", tag },
  summary: "Have an e-mail sent once more",
  description:
    "`SAME`: to the address that it had. `PRESENT`: to that of the booking's contact now, or of the customer's profile. The same `key` a second time sends nothing.",
  ...{ scope: ["reservations:write", "customers:write"], params: messageParams, errors: ["CONFLICT"] },
  body: named("ResendMessageRequest", resendCustomerMessageInput.omit({ messageId: true }), "input"),
  run: (ctx, { params: { id }, body }) => resendCustomerMessage(ctx, { ...body, messageId: id }),
});
