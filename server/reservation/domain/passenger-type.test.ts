import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addDays, addYears } from "@/server/shared/time";
import { checkCounts, checkParty, countTypes, passengerTypeOn, unitsNeeded } from "./passenger-type";

const codes = (problems: { code: string }[]) => problems.map((problem) => problem.code);

describe("passenger type", () => {
  it.each([
    ["2024-12-02", "INFANT"],
    ["2024-12-01", "CHILD"],
    ["2014-12-02", "CHILD"],
    ["2014-12-01", "ADULT"],
    ["1950-01-01", "ADULT"],
  ])("born %s is %s on 2026-12-01", (birthDate, type) => {
    expect(passengerTypeOn(birthDate, "2026-12-01")).toBe(type);
  });

  it("only ever grows older", () => {
    const rank = { INFANT: 0, CHILD: 1, ADULT: 2 };
    const day = fc.integer({ min: 0, max: 8000 }).map((days) => addDays("2010-01-01", days));
    fc.assert(
      fc.property(day, fc.integer({ min: 0, max: 8000 }), (birthDate, days) => {
        const first = passengerTypeOn(birthDate, birthDate);
        const then = passengerTypeOn(birthDate, addDays(birthDate, days));
        expect(first).toBe("INFANT");
        expect(rank[then]).toBe(days < 730 ? 0 : rank[then]);
        expect(rank[passengerTypeOn(birthDate, addDays(birthDate, days + 1))]).toBeGreaterThanOrEqual(
          rank[then],
        );
      }),
    );
  });
});

describe("party rules", () => {
  it.each([
    [{ adults: 1, children: 0, infants: 0 }, []],
    [{ adults: 2, children: 7, infants: 2 }, []],
    [{ adults: 0, children: 0, infants: 0 }, ["PARTY_EMPTY"]],
    [{ adults: -1, children: 2, infants: 0 }, ["PARTY_EMPTY"]],
    [{ adults: 1.5, children: 0, infants: 0 }, ["PARTY_EMPTY"]],
    [{ adults: 9, children: 1, infants: 0 }, ["PARTY_TOO_LARGE"]],
    [{ adults: 0, children: 1, infants: 0 }, ["CHILD_WITHOUT_ADULT"]],
    [{ adults: 1, children: 0, infants: 2 }, ["MORE_INFANTS_THAN_ADULTS"]],
    [{ adults: 0, children: 1, infants: 1 }, ["CHILD_WITHOUT_ADULT", "MORE_INFANTS_THAN_ADULTS"]],
  ])("%o gives %o", (counts, expected) => {
    expect(codes(checkCounts(counts))).toEqual(expected);
  });

  it("counts a unit for each passenger but infants", () => {
    const counts = countTypes(["ADULT", "INFANT", "CHILD", "ADULT"]);
    expect(counts).toEqual({ adults: 2, children: 1, infants: 1 });
    expect(unitsNeeded(counts)).toBe(3);
  });

  it("names the flight on which a passenger has outgrown the type", () => {
    const party = [
      { type: "ADULT" as const, birthDate: "1990-03-03" },
      { type: "INFANT" as const, birthDate: "2024-12-03" },
    ];
    expect(checkParty(party, ["2026-12-01", "2026-12-02"], "2026-11-27")).toEqual([]);
    expect(checkParty(party, ["2026-12-01", "2026-12-03"], "2026-11-27")).toEqual([
      { code: "AGE_DOES_NOT_MATCH_TYPE", segmentIndex: 1, passengerIndex: 1 },
    ]);
  });

  it("refuses who is born after the flight, or after today", () => {
    const party = [
      { type: "ADULT" as const, birthDate: "1990-03-03" },
      { type: "INFANT" as const, birthDate: "2026-12-02" },
    ];
    expect(codes(checkParty(party, ["2026-12-01", "2026-12-02"], "2026-12-02"))).toEqual(["NOT_BORN_YET"]);
    expect(codes(checkParty(party, ["2026-12-20"], "2026-12-01"))).toEqual(["NOT_BORN_YET"]);
    expect(checkParty(party, ["2026-12-20"], "2026-12-02")).toEqual([]);
  });

  it("does not judge an age that is not known", () => {
    expect(checkParty([{ type: "ADULT", birthDate: null }], ["2026-12-01"], "2026-11-27")).toEqual([]);
  });

  it("accepts everyone whose declared type is the one of the day", () => {
    const birth = fc.integer({ min: 0, max: 25_000 }).map((days) => addDays("1957-01-01", days));
    fc.assert(
      fc.property(fc.array(birth, { maxLength: 8 }), (births) => {
        const date = "2026-12-01";
        const adults = [...births.map(() => addYears(date, -30)), addYears(date, -30)];
        const party = [...births, ...adults].map((birthDate) => ({
          birthDate,
          type: passengerTypeOn(birthDate, date),
        }));
        fc.pre(unitsNeeded(countTypes(party.map((each) => each.type))) <= 9);
        expect(checkParty(party, [date], date)).toEqual([]);
      }),
    );
  });
});
