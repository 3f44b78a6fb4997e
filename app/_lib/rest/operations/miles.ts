import { z } from "zod";
import { operation } from "@/app/_lib/rest/operation";
import { pageOf, pageQuery } from "@/app/_lib/rest/pages";
import { named } from "@/app/_lib/rest/schema-names";
import { historyOfReservation, listHistory as timelineOf } from "@/server/history/queries";
import { historyEntryView, listHistoryInput } from "@/server/history/schemas";
import { getMileageAccount as accountOf, listLedger, mileageOfReservation } from "@/server/mileage/queries";
import { flightLedgerEntryView, ledgerEntryView, mileageAccountView } from "@/server/mileage/schemas";
import { reservationParams } from "./bookings";
import { ofOwnBooking } from "./own-booking";

const tag = "Miles and messages";

export const getMileageAccount = operation({
  ...{ id: "getMileageAccount", method: "GET", path: "/miles", tag },
  summary: "The miles of the account",
  ...{ scope: "miles:read", response: named("MileageAccount", mileageAccountView) },
  run: (ctx) => accountOf(ctx),
});

export const listMileageLedger = operation({
  ...{ id: "listMileageLedger", method: "GET", path: "/miles/ledger", tag },
  summary: "Each credit and debit of miles",
  description: "The newest first. What is taken back is below zero.",
  ...{ scope: "miles:read", query: z.object(pageQuery) },
  response: pageOf("LedgerPage", named("LedgerEntry", ledgerEntryView)),
  run: (ctx, { query }) => listLedger(ctx, query),
});

export const listMilesOfReservation = operation({
  ...{ id: "listMilesOfReservation", method: "GET", path: "/reservations/{id}/miles", tag },
  summary: "The miles of a booking",
  description: "One entry for each passenger and flight, and for what was taken back.",
  ...{ scope: "miles:read", params: reservationParams },
  response: z.array(named("FlightLedgerEntry", flightLedgerEntryView)),
  run: (ctx, { params }) => ofOwnBooking(ctx, params.id, mileageOfReservation),
});

named("HistoryEntry", historyEntryView);

export const listHistory = operation({
  ...{ id: "listHistory", method: "GET", path: "/history", tag },
  summary: "What happened to the account's bookings",
  description:
    "The newest first, each event with the messages that told of it. The fields of `summary` follow from `name`.",
  ...{ scope: "bookings:read" },
  query: z.object({ ...pageQuery, category: listHistoryInput.shape.category.unwrap().unwrap().optional() }),
  response: pageOf("HistoryPage", historyEntryView),
  run: (ctx, { query }) => timelineOf(ctx, query),
});

export const listHistoryOfReservation = operation({
  ...{ id: "listHistoryOfReservation", method: "GET", path: "/reservations/{id}/history", tag: "Bookings" },
  summary: "What happened to a booking",
  description: "The oldest first, each event with the messages that told of it.",
  ...{ scope: "bookings:read", params: reservationParams, response: z.array(historyEntryView) },
  run: (ctx, { params }) => ofOwnBooking(ctx, params.id, historyOfReservation),
});
