import { afterAll, beforeAll, expect, test } from "vitest";
import type { z } from "zod";
import { closeDatabase } from "@/db/client";
import { uuidv7 } from "@/server/shared/ids";
import { staff } from "@/server/shared/testing/actors";
import { addDays, KOREA_ZONE, toLocal } from "@/server/shared/time";
import { seedReference } from "@/tools/seed/reference";
import { previewFlight, previewSeasonSchedule, registerSeasonSchedule } from ".";
import {
  countFlights,
  getFlight,
  listAircraftTypes,
  listAirports,
  listFlights,
  listSeasonSchedules,
  proposeFares,
} from "./queries";
import {
  aircraftTypeView,
  airportView,
  fareProposalView,
  flightPageView,
  flightPreviewView,
  flightView,
  schedulePreviewView,
  seasonScheduleView,
} from "./schemas";

const admin = staff();
const today = toLocal(new Date(), KOREA_ZONE).date;
const route = { origin: "GMP", destination: "CJU", aircraftType: "7M8" };
const pattern = {
  ...route,
  designator: "MA491",
  periodFrom: addDays(today, 5),
  periodTo: addDays(today, 11),
  days: [1, 2, 3, 4, 5, 6, 7],
  departureTime: "09:00",
  blockMinutes: 70,
};
const id = uuidv7();
const schedule = { ...pattern, id, fares: [{ brand: "FLEX" as const, amount: 90_000 }] };
const days = { from: pattern.periodFrom, to: pattern.periodTo, designator: pattern.designator };

beforeAll(async () => {
  await seedReference();
  await registerSeasonSchedule(admin, schedule);
});
afterAll(closeDatabase);

const firstFlight = async () => (await listFlights(admin, days)).rows[0]!.id;
const departure = { departureDate: pattern.periodFrom, departureTime: pattern.departureTime };
const views: [string, z.ZodType, () => Promise<unknown>][] = [
  ["airports", airportView.array().min(2), () => listAirports(admin)],
  ["aircraft types", aircraftTypeView.array().min(1), () => listAircraftTypes(admin)],
  ["fare proposal", fareProposalView, () => proposeFares(admin, route)],
  ["page of flights", flightPageView, () => listFlights(admin, days)],
  ["flight", flightView, async () => getFlight(admin, await firstFlight())],
  ["season schedules", seasonScheduleView.array().min(1), () => listSeasonSchedules(admin)],
  ["preview of a flight", flightPreviewView, () => previewFlight(admin, { ...route, ...departure })],
  ["preview of a season schedule", schedulePreviewView, () => previewSeasonSchedule(admin, pattern)],
];
test.each(views)("the %s has the shape of its schema", async (_, view, read) => {
  const answer = await read();
  expect(view.parse(answer)).toEqual(answer);
});

test("flights are found by their designator, however it is typed", async () => {
  const found = async (designator: string) => await countFlights(admin, { ...days, designator });
  for (const typed of ["ma 491", "MA0491", " ma491 "]) expect(await found(typed)).toBe(7);
  expect(await found("491")).toBe(0);
});
