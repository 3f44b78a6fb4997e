import fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import { describe, expect, it } from "vitest";
import {
  addDays,
  addMinutes,
  addMonths,
  addYears,
  ageOn,
  arrivalDayOffset,
  daysBetween,
  eachDay,
  isClockChangeDay,
  isLocalDate,
  isLocalTime,
  isoWeekday,
  isZone,
  minutesBetween,
  SCHEDULE_CLOCK_POLICY,
  toInstant,
  toLocal,
  wallTimeKind,
} from "./time";

const zones = ["Asia/Seoul", "America/New_York", "Europe/Paris", "Asia/Kathmandu", "Pacific/Honolulu"];
const zone = fc.constantFrom(...zones);
const date = fc.integer({ min: 0, max: 3650 }).map((days) => addDays("2024-01-01", days));
const time = fc
  .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
  .map(([hour, minute]) => `${String(hour).padStart(2, "0")}:${String(minute).padStart(2, "0")}`);

describe("the calendar", () => {
  it.each(["0000-01-01", "0000-12-31", "10000-01-01", "+010000-01-01", "2026-02-30"])("has no %s", (day) => {
    expect(isLocalDate(day)).toBe(false);
  });

  it("ends with the year 9999, and says so in place of a day that nobody can read", () => {
    expect([isLocalDate("0001-01-01"), isLocalDate("9999-12-31")]).toEqual([true, true]);
    expect(() => addDays("9999-12-31", 1)).toThrow(RangeError);
    expect(() => addDays("0001-01-01", -1)).toThrow(RangeError);
  });

  it.each([
    ["9999-12-31", 1, 2_932_897],
    ["9999-12-31", 366 + 31, 2_933_293],
    ["0001-01-01", -1, -719_163],
    ["0001-01-01", -366 - 31, -719_559],
  ])("%s %i days later is outside of it", (day, days, number) => {
    expect(() => addDays(day, days)).toThrow(`Not a day of the calendar: ${number}`);
  });

  it.each([
    "2026-02-29",
    "2026-02-30",
    "2026-13-01",
    "20260220",
    "2026-02-20 ",
    "2026-02-200",
    "+010000-01-01",
  ])("does not count from %o, nor to it", (day) => {
    expect(() => daysBetween(day, "2026-03-01")).toThrow(`Not a calendar day: ${day}`);
    expect(() => daysBetween("2026-03-01", day)).toThrow(`Not a calendar day: ${day}`);
    expect(isLocalDate(day)).toBe(false);
  });
});

describe("clock changes", () => {
  it("resolves New York 01:30 on 2026-11-01, which happens twice, as the policy says", () => {
    const at = (overlap: "earlier" | "later") =>
      toInstant("2026-11-01", "01:30", "America/New_York", { overlap, gap: "later" });
    expect(wallTimeKind("2026-11-01", "01:30", "America/New_York")).toBe("overlap");
    expect(at("earlier")).toBe("2026-11-01T05:30:00.000Z");
    expect(at("later")).toBe("2026-11-01T06:30:00.000Z");
  });

  it.each([
    ["2026-03-08", "02:30", "America/New_York", "2026-03-08T06:30:00.000Z", "2026-03-08T07:30:00.000Z"],
    ["2026-03-29", "02:15", "Europe/Paris", "2026-03-29T00:15:00.000Z", "2026-03-29T01:15:00.000Z"],
  ])("resolves %s %s in %s, which never happens", (day, wall, where, earlier, later) => {
    expect(wallTimeKind(day, wall, where)).toBe("gap");
    expect(toInstant(day, wall, where, { overlap: "earlier", gap: "earlier" })).toBe(earlier);
    expect(toInstant(day, wall, where, { overlap: "earlier", gap: "later" })).toBe(later);
  });

  it("moves a scheduled departure forward out of a gap and takes the first of two", () => {
    const local = (day: string, wall: string) =>
      toLocal(toInstant(day, wall, "America/Los_Angeles", SCHEDULE_CLOCK_POLICY), "America/Los_Angeles").time;
    expect(local("2026-03-08", "02:30")).toBe("03:30");
    expect(toInstant("2026-11-01", "01:00", "America/Los_Angeles", SCHEDULE_CLOCK_POLICY)).toBe(
      "2026-11-01T08:00:00.000Z",
    );
  });

  it.each([
    ["2026-03-08", "01:59", "2026-03-08T06:59:00.000Z"],
    ["2026-03-08", "10:00", "2026-03-08T14:00:00.000Z"],
    ["2026-11-01", "00:59", "2026-11-01T04:59:00.000Z"],
    ["2026-11-01", "10:00", "2026-11-01T15:00:00.000Z"],
  ])("leave %s %s in New York a time that happens once", (day, wall, instant) => {
    expect(wallTimeKind(day, wall, "America/New_York")).toBe("once");
    for (const choice of ["earlier", "later"] as const)
      expect(toInstant(day, wall, "America/New_York", { overlap: choice, gap: choice })).toBe(instant);
  });

  // New York's clocks change on both days: they are looked up the slow way.
  it.each([
    ["10", "10:00"],
    ["20261201", "10:00"],
    ["2026-02-30", "10:00"],
    ["20261101", "10:00"],
    ["2026-12-01", "10"],
    ["2026-11-01", "10"],
    ["2026-11-01", "1000"],
    ["2026-11-01", "24:00"],
  ])("refuse the malformed date or time %s %s", (day, wall) => {
    expect(() => toInstant(day, wall, "America/New_York", SCHEDULE_CLOCK_POLICY)).toThrow(RangeError);
  });

  it("are resolved for the schedule by the first of two, and by the later reading of none", () => {
    expect(SCHEDULE_CLOCK_POLICY).toEqual({ overlap: "earlier", gap: "later" });
  });

  it.each([
    ["2026-12-01T05:00:00.000Z", "America/New_York"],
    ["2026-12-01T10:00:00.000Z", "Pacific/Honolulu"],
    ["2026-12-01T00:00:00.000Z", "Europe/London"],
    ["2026-11-30T15:00:00.000Z", "Asia/Seoul"],
  ])("%s is midnight in %s, and the day begins", (instant, where) => {
    expect(toLocal(instant, where)).toEqual({ date: "2026-12-01", time: "00:00" });
    expect(toLocal(addMinutes(instant, -1), where)).toEqual({ date: "2026-11-30", time: "23:59" });
  });

  it("knows the days on which clocks change", () => {
    expect(isClockChangeDay("2026-03-08", "America/New_York")).toBe(true);
    expect(isClockChangeDay("2026-11-01", "America/New_York")).toBe(true);
    expect(isClockChangeDay("2026-10-25", "Europe/London")).toBe(true);
    expect(isClockChangeDay("2026-03-09", "America/New_York")).toBe(false);
    expect(isClockChangeDay("2026-03-08", "Asia/Seoul")).toBe(false);
  });

  it("brings every wall time that happens once back unchanged", () => {
    fc.assert(
      fc.property(date, time, zone, (day, wall, where) => {
        fc.pre(wallTimeKind(day, wall, where) !== "gap");
        for (const overlap of ["earlier", "later"] as const) {
          const instant = toInstant(day, wall, where, { overlap, gap: "later" });
          expect(toLocal(instant, where)).toEqual({ date: day, time: wall });
        }
      }),
    );
  });

  it("agrees with Temporal on every instant, also on days of a clock change", () => {
    const changeDays = ["2026-03-08", "2026-11-01", "2026-03-29", "2026-10-25"];
    const nearChange = fc
      .tuple(fc.constantFrom(...changeDays), fc.integer({ min: -2000, max: 3500 }))
      .map(([day, minutes]) => Date.parse(day) + minutes * 60_000);
    const anywhen = fc.integer({ min: Date.UTC(1995, 0), max: Date.UTC(2040, 0) });
    fc.assert(
      fc.property(fc.oneof(nearChange, anywhen), zone, (ms, where) => {
        const zoned = Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(where);
        expect(toLocal(new Date(ms), where)).toEqual({
          date: zoned.toPlainDate().toString(),
          time: zoned.toPlainTime().toString().slice(0, 5),
        });
      }),
      { numRuns: 300 },
    );
  });

  it("never puts the later reading before the earlier one", () => {
    fc.assert(
      fc.property(date, time, zone, (day, wall, where) => {
        const earlier = toInstant(day, wall, where, { overlap: "earlier", gap: "earlier" });
        const later = toInstant(day, wall, where, { overlap: "later", gap: "later" });
        expect(minutesBetween(earlier, later)).toBe(wallTimeKind(day, wall, where) === "once" ? 0 : 60);
      }),
    );
  });

  it("refuses what is not a date, a time or a zone", () => {
    expect(() => toInstant("2026-02-30", "10:00", "Asia/Seoul", SCHEDULE_CLOCK_POLICY)).toThrow(RangeError);
    expect(() => toInstant("2026-02-20", "25:00", "Asia/Seoul", SCHEDULE_CLOCK_POLICY)).toThrow(RangeError);
    expect(() => toInstant("2026-02-20", "10:00", "Asia/Atlantis", SCHEDULE_CLOCK_POLICY)).toThrow(
      RangeError,
    );
    expect(() => addMinutes("yesterday", 1)).toThrow("Not an instant: yesterday");
    expect(() => minutesBetween("2026-02-20T10:00:00.000Z", new Date(Number.NaN))).toThrow(
      "Not an instant: Invalid Date",
    );
    expect([isLocalDate("2026-02-28"), isLocalDate("2026-02-29"), isLocalDate("26-1-1")]).toEqual([
      true,
      false,
      false,
    ]);
    expect([isLocalTime("23:59"), isLocalTime("24:00"), isLocalTime("9:00")]).toEqual([true, false, false]);
    expect([isZone("Asia/Seoul"), isZone("Asia/Atlantis")]).toEqual([true, false]);
  });

  it.each(["24:00", "10:60", "9:00", "10", "1000", "110:00", "10:000", "10:00:30", "10:00 ", ""])(
    "refuses %o, which is not a time of day",
    (wall) => {
      expect(isLocalTime(wall)).toBe(false);
      expect(() => toInstant("2026-02-20", wall, "Asia/Seoul", SCHEDULE_CLOCK_POLICY)).toThrow(
        `Not a time of day: ${wall}`,
      );
    },
  );
});

describe("arrival day offset", () => {
  it.each([
    ["2026-12-01T01:00:00.000Z", "Asia/Seoul", "2026-12-01T12:00:00.000Z", "America/Los_Angeles", 0],
    ["2026-12-01T11:00:00.000Z", "Asia/Seoul", "2026-12-01T22:00:00.000Z", "America/Los_Angeles", 0],
    ["2026-12-02T07:30:00.000Z", "America/Los_Angeles", "2026-12-02T21:00:00.000Z", "Asia/Seoul", 2],
    ["2026-11-30T16:00:00.000Z", "Asia/Seoul", "2026-12-01T01:00:00.000Z", "Pacific/Honolulu", -1],
    ["2026-11-30T14:30:00.000Z", "Asia/Seoul", "2026-11-30T15:40:00.000Z", "Asia/Seoul", 1],
  ])("%s in %s to %s in %s is %i", (departs, from, arrives, to, offset) => {
    expect(arrivalDayOffset(departs, from, new Date(arrives), to)).toBe(offset);
  });
});

describe("calendar arithmetic", () => {
  it("counts days and weekdays", () => {
    expect(addDays("2026-02-28", 1)).toBe("2026-03-01");
    expect(addYears("2024-02-29", 10)).toBe("2034-02-28");
    expect(addMonths("2026-08-31", 6)).toBe("2027-02-28");
    expect(isoWeekday("2026-11-02")).toBe(1);
    expect(isoWeekday("2026-11-01")).toBe(7);
    expect(eachDay("2026-12-30", "2027-01-02")).toEqual([
      "2026-12-30",
      "2026-12-31",
      "2027-01-01",
      "2027-01-02",
    ]);
    expect(eachDay("2026-12-30", "2026-12-29")).toEqual([]);
  });

  it("adds and measures days consistently", () => {
    fc.assert(
      fc.property(date, fc.integer({ min: -800, max: 800 }), (day, days) => {
        expect(daysBetween(day, addDays(day, days))).toBe(days);
        expect(isoWeekday(addDays(day, 7))).toBe(isoWeekday(day));
      }),
    );
  });

  it("adds and measures minutes consistently", () => {
    fc.assert(
      fc.property(date, fc.integer({ min: -100_000, max: 100_000 }), (day, minutes) => {
        const start = `${day}T00:00:00.000Z`;
        expect(minutesBetween(start, addMinutes(new Date(start), minutes))).toBe(minutes);
      }),
    );
  });
});

describe("an instant", () => {
  it.each(["2026-12-01T00:00:59.999Z", new Date("2026-12-01T00:00:59.999Z")])(
    "is the same to the millisecond as text and as a date: %s",
    (instant) => {
      expect(addMinutes(instant, 1)).toBe("2026-12-01T00:01:59.999Z");
      expect(minutesBetween(instant, "2026-12-01T00:01:59.998Z")).toBe(0);
      expect(minutesBetween(instant, "2026-12-01T00:01:59.999Z")).toBe(1);
    },
  );
});

describe("age", () => {
  it("changes on the birthday", () => {
    expect(ageOn("2014-05-05", "2026-05-04")).toBe(11);
    expect(ageOn("2014-05-05", "2026-05-05")).toBe(12);
    expect(ageOn("2027-01-01", "2026-12-31")).toBe(-1);
  });

  it("gives a leap-day child its birthday on 1 March", () => {
    expect(ageOn("2024-02-29", "2026-02-28")).toBe(1);
    expect(ageOn("2024-02-29", "2026-03-01")).toBe(2);
    expect(ageOn("2024-02-29", "2028-02-29")).toBe(4);
  });

  it("never falls as days go by", () => {
    fc.assert(
      fc.property(date, date, (birth, day) => {
        expect(ageOn(birth, addDays(day, 1))).toBeGreaterThanOrEqual(ageOn(birth, day));
      }),
    );
  });
});
