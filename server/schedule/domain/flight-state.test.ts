import { expect, test } from "vitest";
import { flightStateAt } from "./flight-state";

const flight = {
  status: "ON_SALE" as const,
  departsAt: "2026-12-01T01:00:00Z",
  arrivesAt: "2026-12-01T02:10:00Z",
  expectedDepartsAt: null,
  expectedArrivesAt: null,
};
const late = { expectedDepartsAt: "2026-12-01T01:40:00Z", expectedArrivesAt: "2026-12-01T02:50:00Z" };

test.each([
  ["2026-12-01T00:59:59Z", {}, "SCHEDULED"],
  ["2026-12-01T01:00:00Z", {}, "DEPARTED"],
  ["2026-12-01T02:10:00Z", {}, "ARRIVED"],
  ["2026-12-01T00:30:00Z", late, "DELAYED"],
  ["2026-12-01T01:20:00Z", late, "DELAYED"],
  ["2026-12-01T01:40:00Z", late, "DEPARTED"],
  ["2026-12-01T02:20:00Z", late, "DEPARTED"],
  ["2026-12-01T02:50:00Z", late, "ARRIVED"],
  ["2026-12-01T00:30:00Z", { expectedArrivesAt: late.expectedArrivesAt }, "DELAYED"],
  ["2026-12-01T00:30:00Z", { expectedDepartsAt: "2026-12-01T00:55:00Z" }, "SCHEDULED"],
  ["2026-12-01T03:00:00Z", { ...late, status: "CANCELLED" as const }, "CANCELLED"],
])("at %s with %o it is %s", (now, change, state) => {
  expect(flightStateAt({ ...flight, ...change }, new Date(now))).toBe(state);
});
