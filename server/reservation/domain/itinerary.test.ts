import { describe, expect, test } from "vitest";
import { itineraryProblem } from "./itinerary";
import { connectionPolicies } from "./policies.fixture";

const cities: Record<string, string> = { GMP: "KR Seoul", ICN: "KR Seoul", CJU: "KR Jeju", PUS: "KR Busan" };
const leg = (origin: string, destination: string, departsAt: string, arrivesAt: string) => ({
  origin,
  destination,
  originCity: cities[origin] ?? origin,
  destinationCity: cities[destination] ?? destination,
  departsAt: `2026-12-01T${departsAt}:00Z`,
  arrivesAt: `2026-12-01T${arrivesAt}:00Z`,
  scope: cities[origin] && cities[destination] ? ("DOMESTIC" as const) : ("INTERNATIONAL" as const),
});
const out = leg("GMP", "CJU", "01:00", "02:10");
const problem = (...legs: ReturnType<typeof leg>[]) =>
  itineraryProblem(legs, connectionPolicies, "2026-11-29");

describe("an itinerary", () => {
  test("connects at the airport of arrival, or at another airport of that city", () => {
    expect(problem(out)).toBeNull();
    expect(problem(out, leg("CJU", "GMP", "09:00", "10:10"))).toBeNull();
    expect(problem(out, leg("CJU", "PUS", "09:00", "10:00"))).toBeNull();
    expect(problem(leg("CJU", "GMP", "01:00", "02:10"), leg("ICN", "NRT", "09:00", "11:00"))).toBeNull();
  });

  test("does not connect in another city, at any time", () => {
    expect(problem(out, leg("GMP", "CJU", "09:00", "10:10"))).toBe("segmentsDoNotConnect");
    expect(problem(out, leg("PUS", "GMP", "09:00", "10:00"))).toBe("segmentsDoNotConnect");
    expect(problem(out, leg("LHR", "ICN", "00:00", "00:30"))).toBe("segmentsDoNotConnect");
  });

  test("connects at the airport of arrival, even if the two flights name its city differently", () => {
    const back = leg("CJU", "GMP", "09:00", "10:10");
    expect(problem(out, { ...back, originCity: "KR Jeju-si" })).toBeNull();
    expect(problem(out, { ...back, origin: "PUS", originCity: "KR Jeju-si" })).toBe("segmentsDoNotConnect");
  });

  test("has its flights in order of time", () => {
    const back = leg("CJU", "GMP", "00:00", "01:10");
    expect(problem(out, back)).toBe("returnBeforeDepart");
    expect(problem(out, { ...back, departsAt: "2026-06-01T00:00:00Z" })).toBe("returnBeforeDepart");
    expect(problem(out, leg("CJU", "GMP", "02:10", "03:20"))).toBe("returnBeforeDepart");
    expect(problem(out, leg("CJU", "GMP", "02:11", "03:20"))).toBe("connectionTooShort");
  });

  test.each([
    ["within the country", leg("CJU", "PUS", "02:30", "03:30"), leg("CJU", "PUS", "02:29", "03:30")],
    ["abroad", leg("CJU", "NRT", "03:10", "05:30"), leg("CJU", "NRT", "03:09", "05:30")],
  ])("needs the connecting time: %s", (_, enough, tooShort) => {
    expect(problem(out, enough)).toBeNull();
    expect(problem(out, tooShort)).toBe("connectionTooShort");
  });

  test("needs more time between two airports of a city", () => {
    const arrival = leg("CJU", "GMP", "01:00", "02:10");
    expect(problem(arrival, leg("ICN", "CJU", "04:10", "05:20"))).toBeNull();
    expect(problem(arrival, leg("ICN", "CJU", "04:09", "05:20"))).toBe("connectionTooShort");
    expect(problem(arrival, leg("ICN", "NRT", "05:09", "07:20"))).toBe("connectionTooShort");
  });

  test("names the missing row when the table has no connecting time", () => {
    const back = leg("CJU", "GMP", "09:00", "10:10");
    expect(() => itineraryProblem([out, back], { minimum: [] }, "2026-11-29")).toThrow(
      "No connecting time for DOMESTIC SAME_AIRPORT in force on 2026-11-29",
    );
  });
});
