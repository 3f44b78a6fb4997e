import { describe, expect, it } from "vitest";
import { addMinutes } from "@/server/shared/time";
import { cutoffPolicies } from "./policies.fixture";
import { earliestCutoff, saleStateAt } from "./sale-window";

const date = "2026-11-10";
const out = { departsAt: "2026-11-10T03:00:00.000Z", scope: "DOMESTIC" } as const;
const back = { departsAt: "2026-11-12T03:00:00.000Z", scope: "DOMESTIC" } as const;
const abroad = { departsAt: "2026-11-10T03:20:00.000Z", scope: "INTERNATIONAL" } as const;
const stateAt = (minutesBefore: number, kind: "sales" | "noShow" = "sales", trip = [out, back]) =>
  saleStateAt(addMinutes(out.departsAt, -minutesBefore), kind, trip, cutoffPolicies, date);

describe("the sale of a trip", () => {
  it("ends at the cut-off of its first flight, to the minute", () => {
    expect([31, 30, 1].map((minutes) => stateAt(minutes))).toEqual(["OPEN", "SALES_CLOSED", "SALES_CLOSED"]);
  });

  it("is over with the departure of its first flight, though the way back has not left", () => {
    expect([0, -60].map((minutes) => stateAt(minutes))).toEqual(["FLIGHT_DEPARTED", "FLIGHT_DEPARTED"]);
  });

  it("leaves money that is under way until check-in closes", () => {
    expect([29, 21, 20, 0].map((minutes) => stateAt(minutes, "noShow"))).toEqual([
      "OPEN",
      "OPEN",
      "SALES_CLOSED",
      "FLIGHT_DEPARTED",
    ]);
  });

  it("ends with the flight whose cut-off comes first, which need not leave first", () => {
    expect(earliestCutoff("sales", [out, abroad], cutoffPolicies, date)).toBe("2026-11-10T02:20:00.000Z");
    expect(stateAt(40, "sales", [out])).toBe("OPEN");
    expect(saleStateAt("2026-11-10T02:20:00.000Z", "sales", [out, abroad], cutoffPolicies, date)).toBe(
      "SALES_CLOSED",
    );
  });
});
