import { z } from "zod";
import { ownCalendar } from "@/app/_lib/papers/own-calendar";
import { ownReceipt, passengerAsked, receiptForStaff } from "@/app/_lib/papers/receipt-download";
import { operation } from "@/app/_lib/rest/operation";
import { locales } from "@/server/shared/airline";
import { PDF_TYPE } from "@/server/shared/papers/receipt-file";
import { ofTrip, reservationParams } from "./bookings";

const language = z.enum(locales).default("ko").meta({ description: "The language of the file." });
const receiptQuery = z.object({ locale: language, passenger: passengerAsked });

const receipt = {
  file: PDF_TYPE,
  query: receiptQuery,
  description:
    "As the order is at this moment, in a tagged PDF: flights, tickets, prices, payments and refunds. A hold has none. The receipt of one passenger has no payments.",
} as const;

export const getReceipt = operation({
  ...{ id: "getReceipt", method: "GET", path: "/reservations/{id}/documents/receipt.pdf", tag: "Bookings" },
  summary: "The e-ticket receipt and itinerary",
  ...receipt,
  ...{ scope: "bookings:read", ...ofTrip, errors: ["CONFLICT"] },
  run: (ctx, { params: { id }, query: { locale, passenger } }) =>
    ownReceipt(ctx, { reservationId: id, passengerId: passenger, locale }),
});

export const getCalendar = operation({
  ...{ id: "getCalendar", method: "GET", path: "/reservations/{id}/documents/calendar.ics", tag: "Bookings" },
  summary: "The flights for a calendar",
  description:
    "An iCalendar file (RFC 5545) of the flights as they are at this moment. A hold has none. A later file updates the entries of an earlier one.",
  ...{ scope: "bookings:read", ...ofTrip, file: "text/calendar", query: z.object({ locale: language }) },
  run: (ctx, { params: { id }, query: { locale } }) => ownCalendar(ctx, id, locale),
});

export const getReceiptForStaff = operation({
  ...{
    id: "getReceiptForStaff",
    method: "GET",
    path: "/admin/reservations/{id}/documents/receipt.pdf",
    tag: "Staff: reservations",
  },
  summary: "The e-ticket receipt of a reservation, whoever booked it",
  ...receipt,
  ...{ scope: "reservations:read", params: reservationParams, errors: ["CONFLICT"] },
  run: (ctx, { params: { id }, query: { locale, passenger } }) =>
    receiptForStaff(ctx, { reservationId: id, passengerId: passenger, locale }),
});
