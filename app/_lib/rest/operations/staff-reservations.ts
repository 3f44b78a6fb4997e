import { z } from "zod";
import { reservationFilter } from "@/app/_lib/lists/reservation-list";
import { forwards, sortedQuery } from "@/app/_lib/rest/list-query";
import { operation } from "@/app/_lib/rest/operation";
import { pageOf, pageQuery } from "@/app/_lib/rest/pages";
import { named } from "@/app/_lib/rest/schema-names";
import { sagaOfReservation } from "@/server/assurance/queries";
import { sagaEvent } from "@/server/assurance/schemas";
import { listNotes } from "@/server/desk/queries";
import { noteView } from "@/server/desk/schemas";
import { historyOfReservation } from "@/server/history/queries";
import { historyEntryView } from "@/server/history/schemas";
import { mileageOfReservation } from "@/server/mileage/queries";
import { flightLedgerEntryView } from "@/server/mileage/schemas";
import { messagesOfReservation } from "@/server/notification/queries";
import { sentMessage } from "@/server/notification/schemas";
import { paymentsOfReservation, refundsOfReservation } from "@/server/payment/queries";
import { paymentView, refundView } from "@/server/payment/schemas";
import {
  findReservations,
  getReservationForAdmin,
  orderOfReservation,
  sameTimeReservations,
} from "@/server/reservation/queries";
import { searchReservationsInput } from "@/server/reservation/schemas";
import {
  foundReservation,
  orderView,
  sameTimeReservation,
  staffBookingView,
} from "@/server/reservation/view-schemas";
import type { RequestContext } from "@/server/shared/context";
import { reservationParams as params } from "./bookings";

const tag = "Staff: reservations";
const scope = "reservations:read";

export const foundReservationPage = pageOf(
  "FoundReservationPage",
  named("FoundReservation", foundReservation),
);
export const sentMessageView = named("SentMessage", sentMessage);
export const notePage = pageOf("NotePage", named("Note", noteView));

/** The accounts whose address `q` is are found by the list itself. */
const { customers, ...filterFields } = searchReservationsInput.shape;

export const searchReservations = operation({
  ...{ id: "searchReservations", method: "GET", path: "/admin/reservations", tag },
  summary: "Find reservations",
  description:
    "`q` is a locator, the beginning of an e-mail address, a passenger's name, a telephone number, a ticket number, or a flight number with or without its date. Booking days are Korean; days of departure, route and flight number are those of one of the flights.",
  ...{ scope, peopleList: "reservations" },
  query: z.object({ ...filterFields, ...sortedQuery({ descending: true, limit: 25 }) }),
  response: foundReservationPage,
  run: async (ctx, { query: { limit: rows, sort, descending, cursor: from, ...query } }) => {
    const order = { sort, descending, ...(from && { cursor: from }) };
    const filter = await reservationFilter(ctx, { query, order, reversed: [] });
    return forwards(await findReservations(ctx, filter, rows), from);
  },
});

export const getAnyReservation = operation({
  ...{ id: "getAnyReservation", method: "GET", path: "/admin/reservations/{id}", tag },
  summary: "A reservation, whoever booked it",
  ...{ scope, params, response: named("StaffBooking", staffBookingView) },
  version: ({ version }) => version,
  run: (ctx, { params: { id } }) => getReservationForAdmin(ctx, id),
});

/** Reads something about a reservation that exists. */
const about =
  <T>(read: (ctx: RequestContext, reservationId: string) => Promise<T>) =>
  async (ctx: RequestContext, { params: { id } }: { params: z.output<typeof params> }): Promise<T> =>
    read(ctx, (await getReservationForAdmin(ctx, id)).id);

export const getOrder = operation({
  ...{ id: "getOrder", method: "GET", path: "/admin/reservations/{id}/order", tag },
  summary: "The order: its changes with their money, and its tickets",
  description: "A hold has no changes and no tickets.",
  ...{ scope, params, response: named("Order", orderView) },
  run: (ctx, { params: { id } }) => orderOfReservation(ctx, id),
});

export const listPaymentsForStaff = operation({
  ...{ id: "listPaymentsForStaff", method: "GET", path: "/admin/reservations/{id}/payments", tag },
  summary: "The payments of a reservation",
  description: "Each attempt, the newest first.",
  ...{ scope, params, response: z.array(named("Payment", paymentView)) },
  run: about(paymentsOfReservation),
});

export const listRefundsForStaff = operation({
  ...{ id: "listRefundsForStaff", method: "GET", path: "/admin/reservations/{id}/refunds", tag },
  summary: "The refunds of a reservation",
  description: "The oldest first.",
  ...{ scope, params, response: z.array(named("Refund", refundView)) },
  run: about(refundsOfReservation),
});

export const listMilesForStaff = operation({
  ...{ id: "listMilesForStaff", method: "GET", path: "/admin/reservations/{id}/miles", tag },
  summary: "The miles of a reservation",
  description: "The entries of the ledger, the oldest first.",
  ...{ scope, params, response: z.array(named("FlightLedgerEntry", flightLedgerEntryView)) },
  run: about(mileageOfReservation),
});

export const listMessagesForStaff = operation({
  ...{ id: "listMessagesForStaff", method: "GET", path: "/admin/reservations/{id}/messages", tag },
  summary: "The messages about a reservation",
  description: "In all channels, each with the state of its delivery, the oldest first.",
  ...{ scope, params, response: z.array(sentMessageView) },
  run: about(messagesOfReservation),
});

export const getHistoryForStaff = operation({
  ...{ id: "getHistoryForStaff", method: "GET", path: "/admin/reservations/{id}/history", tag },
  summary: "The timeline of a reservation",
  description: "Its events, the oldest first.",
  ...{ scope, params, response: z.array(named("HistoryEntry", historyEntryView)) },
  run: about(historyOfReservation),
});

export const getSaga = operation({
  ...{ id: "getSaga", method: "GET", path: "/admin/reservations/{id}/saga", tag },
  summary: "The asynchronous work for a reservation",
  description: "Its events, each with the attempts at the steps that it started.",
  ...{ scope, params, response: z.array(named("SagaEvent", sagaEvent)) },
  run: about(sagaOfReservation),
});

export const listSameTimeReservations = operation({
  ...{ id: "listSameTimeReservations", method: "GET", path: "/admin/reservations/{id}/same-time", tag },
  summary: "Other reservations of the same passengers at the same time",
  description: "Of any customer, for staff to check.",
  ...{ scope, params, response: z.array(named("SameTimeReservation", sameTimeReservation)) },
  run: about(sameTimeReservations),
});

export const listReservationNotes = operation({
  ...{ id: "listReservationNotes", method: "GET", path: "/admin/reservations/{id}/notes", tag },
  summary: "The staff's notes about a reservation",
  description: "The newest first. No customer sees them.",
  ...{ scope, params, query: z.object(pageQuery), response: notePage },
  run: async (ctx, { params: { id }, query }) => {
    const subjectId = (await getReservationForAdmin(ctx, id)).id;
    return listNotes(ctx, { ...query, subjectKind: "RESERVATION", subjectId });
  },
});
