import { z } from "zod";
import { operation } from "@/app/_lib/rest/operation";
import { named } from "@/app/_lib/rest/schema-names";
import { putScheduleOnSale } from "@/server/flows/put-on-sale";
import { previewSeasonSchedule as preview } from "@/server/schedule";
import * as reads from "@/server/schedule/queries";
import {
  aircraftTypeView,
  airportView,
  fareProposalView,
  previewSeasonScheduleInput,
  proposeFaresInput,
  registerSeasonScheduleInput,
  schedulePreviewView,
  seasonScheduleView,
} from "@/server/schedule/schemas";

const tag = "Staff: flights";

export const listScheduleAirports = operation({
  ...{ id: "listScheduleAirports", method: "GET", path: "/admin/airports", tag },
  summary: "The airports of the network",
  description: "Korean ones first.",
  ...{ scope: "schedule:read", response: z.array(named("ScheduleAirport", airportView)) },
  run: (ctx) => reads.listAirports(ctx),
});

export const listAircraftTypes = operation({
  ...{ id: "listAircraftTypes", method: "GET", path: "/admin/aircraft-types", tag },
  summary: "The aircraft types of the fleet",
  ...{ scope: "schedule:read", response: z.array(named("AircraftType", aircraftTypeView)) },
  run: (ctx) => reads.listAircraftTypes(ctx),
});

export const proposeFares = operation({
  ...{ id: "proposeFares", method: "GET", path: "/admin/fare-proposals", tag },
  summary: "Distance, usual flight time and usual fares of a route",
  ...{ scope: "schedule:read", query: proposeFaresInput, response: named("FareProposal", fareProposalView) },
  run: (ctx, { query }) => reads.proposeFares(ctx, query),
});

export const listSeasonSchedules = operation({
  ...{ id: "listSeasonSchedules", method: "GET", path: "/admin/season-schedules", tag },
  summary: "All season schedules",
  description: "The newest first, each with the number of its flights.",
  ...{ scope: "schedule:read", response: z.array(named("SeasonSchedule", seasonScheduleView)) },
  run: (ctx) => reads.listSeasonSchedules(ctx),
});

export const registerSeasonSchedule = operation({
  ...{ id: "registerSeasonSchedule", method: "POST", path: "/admin/season-schedules", tag },
  summary: "Put a weekly pattern on sale over a period",
  description:
    "All of its flights or none. The client chooses `id`; a second request with it registers nothing. Unusual values are refused, each at its field, until `confirmed` is true. A day that has a flight with the number is named as `dates.YYYY-MM-DD`.",
  ...{ scope: "schedule:write", status: 201 },
  body: named("RegisterSeasonScheduleRequest", registerSeasonScheduleInput, "input"),
  response: named(
    "RegisteredSeasonSchedule",
    z.strictObject({ scheduleId: z.uuid(), flights: z.number().int() }),
  ),
  errors: ["FLIGHT_ALREADY_EXISTS", "CONFLICT"],
  run: (ctx, { body }) => putScheduleOnSale(ctx, body),
});

export const previewSeasonSchedule = operation({
  ...{ id: "previewSeasonSchedule", method: "POST", path: "/admin/season-schedules/preview", tag },
  summary: "The flights that a season schedule would put on sale",
  description: "Changes nothing.",
  ...{ scope: "schedule:write", status: 200 },
  body: named("PreviewSeasonScheduleRequest", previewSeasonScheduleInput, "input"),
  response: named("SeasonSchedulePreview", schedulePreviewView),
  run: (ctx, { body }) => preview(ctx, body),
});
