import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addDays, isoWeekday } from "@/server/shared/time";
import { checkPattern, datedFlights, type SeasonPattern } from "./season-pattern";

const base: SeasonPattern = {
  designator: "MA1001",
  origin: "GMP",
  destination: "CJU",
  originZone: "Asia/Seoul",
  destinationZone: "Asia/Seoul",
  periodFrom: "2026-10-25",
  periodTo: "2026-11-07",
  days: [1, 3, 7],
  departureTime: "09:00",
  blockMinutes: 70,
  aircraftType: "7M8",
};
const overnight: SeasonPattern = {
  ...base,
  origin: "JFK",
  destination: "ICN",
  originZone: "America/New_York",
  days: [7],
  departureTime: "01:30",
  blockMinutes: 900,
};
const fleet = ["7M8", "789"];
const problemsOf = (change: Partial<SeasonPattern>) =>
  checkPattern({ ...base, ...change }, fleet).map((problem) => `${problem.code} ${problem.field}`);

describe("dated flights", () => {
  it("are on the days of operation, including the first and the last day", () => {
    expect(datedFlights(base).map((flight) => flight.serviceDate)).toEqual([
      "2026-10-25",
      "2026-10-26",
      "2026-10-28",
      "2026-11-01",
      "2026-11-02",
      "2026-11-04",
    ]);
  });

  it("have instants and their local times", () => {
    expect(datedFlights(base)[0]).toEqual({
      serviceDate: "2026-10-25",
      departsAt: "2026-10-25T00:00:00.000Z",
      arrivesAt: "2026-10-25T01:10:00.000Z",
      departureDate: "2026-10-25",
      departureTime: "09:00",
      arrivalDate: "2026-10-25",
      arrivalTime: "10:10",
      arrivalDayOffset: 0,
      blockMinutes: 70,
      clockChange: false,
      departureTimeKind: "once",
    });
  });

  it("use the first 01:30 in New York on 2026-11-01, and mark the day", () => {
    const [before, on] = datedFlights(overnight);
    expect(before).toMatchObject({ clockChange: false, arrivalTime: "05:30", arrivalDayOffset: 1 });
    expect(on).toMatchObject({
      departsAt: "2026-11-01T05:30:00.000Z",
      departureTime: "01:30",
      departureTimeKind: "overlap",
      clockChange: true,
      arrivalTime: "05:30",
    });
  });

  it("move a departure out of the gap in spring, and mark the day", () => {
    const [flight] = datedFlights({
      ...overnight,
      periodFrom: "2026-03-08",
      periodTo: "2026-03-08",
      departureTime: "02:30",
    });
    expect(flight).toMatchObject({
      departsAt: "2026-03-08T07:30:00.000Z",
      departureTime: "03:30",
      departureTimeKind: "gap",
      clockChange: true,
    });
  });

  it("compute the day of arrival across the date line, both ways", () => {
    const toHonolulu = {
      ...base,
      destinationZone: "Pacific/Honolulu",
      departureTime: "00:30",
      blockMinutes: 480,
    };
    expect(datedFlights(toHonolulu)[0]).toMatchObject({ arrivalDayOffset: -1, arrivalTime: "13:30" });
    const late = { ...overnight, departureTime: "23:30", periodFrom: "2026-12-01", periodTo: "2026-12-08" };
    expect(datedFlights(late)[0]).toMatchObject({ arrivalDayOffset: 2, arrivalTime: "04:30" });
  });

  it("with a local arrival time keep that time when clocks change; the block time changes", () => {
    const { blockMinutes: _, ...timed } = { ...overnight, destinationZone: "America/Los_Angeles" };
    const flights = datedFlights({
      ...timed,
      originZone: "Asia/Seoul",
      arrivalTime: "09:00",
      departureTime: "14:00",
    });
    expect(flights.map((flight) => [flight.arrivalTime, flight.blockMinutes])).toEqual([
      ["09:00", 660],
      ["09:00", 720],
    ]);
    expect(flights.map((flight) => flight.clockChange)).toEqual([false, true]);
  });

  it("that would arrive at the minute of departure arrive on the next day", () => {
    const { blockMinutes: _, ...timed } = base;
    expect(datedFlights({ ...timed, arrivalTime: "09:00" })[0]).toMatchObject({
      arrivalDate: "2026-10-26",
      arrivalDayOffset: 1,
      blockMinutes: 24 * 60,
    });
  });

  it("without block minutes and arrival time are refused", () => {
    const { blockMinutes: _, ...open } = base;
    expect(() => datedFlights(open)).toThrow(
      new RangeError("A pattern needs block minutes or an arrival time"),
    );
  });

  it("always arrive after departure, on an operating day, in order", () => {
    const pattern = fc.record({
      originZone: fc.constantFrom("Asia/Seoul", "America/New_York", "Europe/Paris"),
      destinationZone: fc.constantFrom("Asia/Seoul", "Pacific/Honolulu", "Europe/London"),
      days: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1 }),
      departureTime: fc.constantFrom("00:10", "01:30", "02:30", "12:00", "23:50"),
      arrivalTime: fc.constantFrom("00:10", "01:30", "12:00", "23:50"),
      blockMinutes: fc.option(fc.integer({ min: 30, max: 1_100 }), { nil: undefined }),
      start: fc.integer({ min: 0, max: 365 }),
      length: fc.integer({ min: 0, max: 20 }),
    });
    fc.assert(
      fc.property(pattern, ({ start, length, ...change }) => {
        const periodFrom = addDays("2026-01-01", start);
        const flights = datedFlights({
          ...base,
          ...change,
          periodFrom,
          periodTo: addDays(periodFrom, length),
        });
        for (const [index, flight] of flights.entries()) {
          expect(flight.blockMinutes).toBeGreaterThan(0);
          expect(flight.blockMinutes).toBeLessThanOrEqual(25 * 60);
          expect(change.days).toContain(isoWeekday(flight.serviceDate));
          expect(flight.departureDate).toBe(flight.serviceDate);
          expect([-1, 0, 1, 2]).toContain(flight.arrivalDayOffset);
          const previous = flights[index - 1];
          if (previous) expect(flight.departsAt > previous.departsAt).toBe(true);
        }
      }),
    );
  });
});

describe("pattern check", () => {
  it("accepts a pattern, by block time or by arrival time", () => {
    expect(problemsOf({})).toEqual([]);
    expect(problemsOf({ blockMinutes: undefined, arrivalTime: "10:10" })).toEqual([]);
    expect(problemsOf({ periodFrom: "2026-01-01", periodTo: "2027-01-01" })).toEqual([]);
    expect(problemsOf({ periodTo: base.periodFrom })).toEqual([]);
    expect(problemsOf({ days: [1, 2, 3, 4, 5, 6, 7] })).toEqual([]);
    expect(problemsOf({ blockMinutes: 1 })).toEqual([]);
    expect(problemsOf({ blockMinutes: 1200 })).toEqual([]);
  });

  it.each<[Partial<SeasonPattern>, string]>([
    [{ designator: "MA" }, "DESIGNATOR_INVALID designator"],
    [{ destination: "GMP" }, "SAME_AIRPORT destination"],
    [{ originZone: "Asia/Gimpo" }, "ZONE_UNKNOWN originZone"],
    [{ destinationZone: "" }, "ZONE_UNKNOWN destinationZone"],
    [{ periodFrom: "2026-13-01" }, "PERIOD_INVALID periodFrom"],
    [{ periodTo: "2026-10-24" }, "PERIOD_INVALID periodTo"],
    [{ periodFrom: "2026-01-01", periodTo: "2027-01-02" }, "PERIOD_TOO_LONG periodTo"],
    [{ days: [] }, "DAYS_INVALID days"],
    [{ days: [0] }, "DAYS_INVALID days"],
    [{ days: [1, 0] }, "DAYS_INVALID days"],
    [{ days: [1, 8] }, "DAYS_INVALID days"],
    [{ days: [1, 2.5] }, "DAYS_INVALID days"],
    [{ days: [6], periodTo: "2026-10-26" }, "NO_FLIGHT_IN_PERIOD days"],
    [{ departureTime: "24:00" }, "TIME_INVALID departureTime"],
    [{ blockMinutes: undefined }, "TIME_INVALID arrivalTime"],
    [{ blockMinutes: undefined, arrivalTime: "24:00" }, "TIME_INVALID arrivalTime"],
    [{ blockMinutes: 70.5 }, "TIME_INVALID blockMinutes"],
    [{ blockMinutes: 0 }, "ARRIVAL_NOT_AFTER_DEPARTURE blockMinutes"],
    [{ blockMinutes: 1201 }, "ARRIVAL_NOT_AFTER_DEPARTURE blockMinutes"],
    [{ blockMinutes: undefined, arrivalTime: "08:50" }, "ARRIVAL_NOT_AFTER_DEPARTURE arrivalTime"],
    [{ aircraftType: "747" }, "AIRCRAFT_UNKNOWN aircraftType"],
  ])("%o is refused: %s", (change, problem) => {
    expect(problemsOf(change)).toEqual([problem]);
  });

  it("refuses a pattern when a clock change makes a single flight too long", () => {
    const timed = {
      destination: "LAX",
      destinationZone: "America/Los_Angeles",
      departureTime: "14:00",
      blockMinutes: undefined,
      arrivalTime: "18:00",
      days: [7],
    };
    expect(problemsOf({ ...timed, periodTo: "2026-10-31" })).toEqual([]);
    expect(problemsOf(timed)).toEqual(["ARRIVAL_NOT_AFTER_DEPARTURE arrivalTime"]);
  });

  it("returns all problems at once", () => {
    expect(problemsOf({ designator: "", days: [], departureTime: "" })).toHaveLength(3);
  });
});
