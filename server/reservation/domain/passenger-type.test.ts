import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type PassengerType, passengerTypes } from "@/server/shared/fare-terms";
import { addDays, addYears } from "@/server/shared/time";
import {
  checkCounts,
  checkParty,
  checkSize,
  countTypes,
  partyTypes,
  passengerRule,
  typeByAge,
  typesOnFlights,
  unitsNeeded,
} from "./passenger-type";
import { passengerPolicies } from "./policies.fixture";
import { MissingPolicyError, type PassengerRuleRow } from "./policy-rows";

const codes = (problems: { code: string }[]) => problems.map((problem) => problem.code);
const [domestic, international] = passengerPolicies.types as [PassengerRuleRow, PassengerRuleRow];
const grown = { type: "ADULT" as const, birthDate: "1990-03-03" };

describe("the rule of a trip", () => {
  it("is international when one flight is", () => {
    expect(passengerRule(["DOMESTIC", "DOMESTIC"], passengerPolicies, "2026-11-27")).toBe(domestic);
    for (const scopes of [["INTERNATIONAL"], ["DOMESTIC", "INTERNATIONAL"]] as const)
      expect(passengerRule(scopes, passengerPolicies, "2026-11-27")).toBe(international);
  });

  it("is the row in force on the day of sale; without one it throws", () => {
    const next = { ...domestic, childUnderAge: 14, validFrom: "2027-01-01" };
    const policies = { ...passengerPolicies, types: [...passengerPolicies.types, next] };
    expect(passengerRule(["DOMESTIC"], policies, "2026-12-31").childUnderAge).toBe(13);
    expect(passengerRule(["DOMESTIC"], policies, "2027-01-01").childUnderAge).toBe(14);
    const none = () => passengerRule(["DOMESTIC"], policies, "2019-12-31");
    expect(none).toThrow(MissingPolicyError);
    expect(none).toThrow("No passenger rule for DOMESTIC");
  });
});

describe("the type by age", () => {
  it.each([
    ["2024-12-02", "INFANT", "INFANT"],
    ["2024-12-01", "CHILD", "CHILD"],
    ["2014-12-02", "CHILD", "CHILD"],
    ["2014-12-01", "CHILD", "ADULT"],
    ["2013-12-02", "CHILD", "ADULT"],
    ["2013-12-01", "ADULT", "ADULT"],
    ["1950-01-01", "ADULT", "ADULT"],
  ])("born %s is %s on a domestic and %s on an international flight of 2026-12-01", (birth, home, abroad) => {
    expect(typeByAge(birth, "2026-12-01", domestic)).toBe(home);
    expect(typeByAge(birth, "2026-12-01", international)).toBe(abroad);
  });

  it("never becomes a younger type", () => {
    const rank: Record<PassengerType, number> = { INFANT: 0, CHILD: 1, ADULT: 2 };
    const day = fc.integer({ min: 0, max: 8000 }).map((days) => addDays("2010-01-01", days));
    fc.assert(
      fc.property(day, fc.integer({ min: 0, max: 8000 }), (birthDate, days) => {
        const then = typeByAge(birthDate, addDays(birthDate, days), domestic);
        if (days < 730) expect(then).toBe("INFANT");
        const next = typeByAge(birthDate, addDays(birthDate, days + 1), domestic);
        expect(rank[next]).toBeGreaterThanOrEqual(rank[then]);
      }),
    );
  });
});

describe("a birthday between the flights", () => {
  const dates = ["2026-12-01", "2026-12-05"];
  const types = (type: PassengerType, birthDate: string | null, rule = domestic) =>
    typesOnFlights({ type, birthDate }, dates, rule);

  it("makes an infant a child and a child an adult on the domestic way back, to the day", () => {
    expect(types("INFANT", "2024-12-05")).toEqual(["INFANT", "CHILD"]);
    expect(types("INFANT", "2024-12-06")).toEqual(["INFANT", "INFANT"]);
    expect(types("CHILD", "2013-12-05")).toEqual(["CHILD", "ADULT"]);
    expect(types("CHILD", "2013-12-06")).toEqual(["CHILD", "CHILD"]);
  });

  it("changes nothing on an international trip, where ages are those of the first day", () => {
    expect(types("INFANT", "2024-12-05", international)).toEqual(["INFANT", "INFANT"]);
    expect(types("CHILD", "2014-12-05", international)).toEqual(["CHILD", "CHILD"]);
  });

  it("never changes the booked type of the first flight", () => {
    expect(types("ADULT", "2016-01-01")).toEqual(["ADULT", "CHILD"]);
  });

  it("keeps a child under two a child, and keeps the type while the age is unknown", () => {
    expect(types("CHILD", "2025-12-05")).toEqual(["CHILD", "CHILD"]);
    expect(types("CHILD", "2025-12-05", international)).toEqual(["CHILD", "CHILD"]);
    expect(types("CHILD", "2024-12-05")).toEqual(["CHILD", "CHILD"]);
    expect(types("INFANT", null)).toEqual(["INFANT", "INFANT"]);
  });
});

describe("party rules", () => {
  it.each([
    [{ adults: 1, children: 0, infants: 0 }, [], []],
    [{ adults: 2, children: 7, infants: 2 }, [], []],
    [{ adults: 0, children: 0, infants: 0 }, ["PARTY_EMPTY"], ["PARTY_EMPTY"]],
    [{ adults: -1, children: 2, infants: 0 }, ["PARTY_EMPTY"], ["PARTY_EMPTY"]],
    [{ adults: 1.5, children: 0, infants: 0 }, ["PARTY_EMPTY"], ["PARTY_EMPTY"]],
    [{ adults: 9, children: 1, infants: 0 }, ["PARTY_TOO_LARGE"], ["PARTY_TOO_LARGE"]],
    [{ adults: 0, children: 1, infants: 0 }, [], ["CHILD_WITHOUT_ADULT"]],
    [{ adults: 1, children: 0, infants: 2 }, ["MORE_INFANTS_THAN_ADULTS"], ["MORE_INFANTS_THAN_ADULTS"]],
    [
      { adults: 0, children: 1, infants: 1 },
      ["MORE_INFANTS_THAN_ADULTS"],
      ["CHILD_WITHOUT_ADULT", "MORE_INFANTS_THAN_ADULTS"],
    ],
    [{ adults: 0, children: 0, infants: 1 }, ["MORE_INFANTS_THAN_ADULTS"], ["MORE_INFANTS_THAN_ADULTS"]],
    [
      { adults: 0, children: 10, infants: 0 },
      ["PARTY_TOO_LARGE"],
      ["PARTY_TOO_LARGE", "CHILD_WITHOUT_ADULT"],
    ],
  ])("%o gives %o at home and %o abroad", (counts, home, abroad) => {
    expect(codes(checkCounts(counts, domestic))).toEqual(home);
    expect(codes(checkCounts(counts, international))).toEqual(abroad);
    // The rules that are the same on every route are checked before the route is known.
    expect(codes(checkSize(counts))).toEqual(
      home.filter((code) => code === "PARTY_EMPTY" || code === "PARTY_TOO_LARGE"),
    );
  });

  it("allows as many infants per adult as the row says", () => {
    const two = { ...domestic, infantsPerAdult: 2 };
    expect(checkCounts({ adults: 1, children: 0, infants: 2 }, two)).toEqual([]);
    expect(codes(checkCounts({ adults: 1, children: 0, infants: 3 }, two))).toEqual([
      "MORE_INFANTS_THAN_ADULTS",
    ]);
  });

  it("counts a unit for each passenger but infants", () => {
    const counts = countTypes(["ADULT", "INFANT", "CHILD", "ADULT"]);
    expect(counts).toEqual({ adults: 2, children: 1, infants: 1 });
    expect(unitsNeeded(counts)).toBe(3);
  });
});

describe("the types of a party", () => {
  it("are listed by count: adults, then children, then infants", () => {
    expect(partyTypes({ adults: 2, children: 1, infants: 2 })).toEqual([
      ...["ADULT", "ADULT"],
      "CHILD",
      ...["INFANT", "INFANT"],
    ]);
    expect(partyTypes({ adults: 0, children: 0, infants: 0 })).toEqual([]);
  });
});

describe("named passengers", () => {
  const today = "2026-11-27";
  const problems = (
    party: readonly { type: PassengerType; birthDate: string | null }[],
    rule = domestic,
    dates = ["2026-12-01", "2026-12-05"],
    day = today,
  ) => checkParty(party, dates, rule, day);

  it("are accepted with a birthday between the flights, domestic and international", () => {
    expect(problems([grown, { type: "INFANT", birthDate: "2024-12-03" }])).toEqual([]);
    expect(problems([grown, { type: "INFANT", birthDate: "2024-12-03" }], international)).toEqual([]);
    expect(problems([grown, { type: "CHILD", birthDate: "2013-12-03" }])).toEqual([]);
    expect(problems([grown, { type: "CHILD", birthDate: "2014-12-03" }], international)).toEqual([]);
  });

  it.each([
    ["INFANT", "2024-12-01"],
    ["CHILD", "2013-12-01"],
    ["ADULT", "2013-12-02"],
    ["ADULT", "2026-01-01"],
  ] as const)("are refused as %s when born %s", (type, birthDate) => {
    expect(problems([grown, { type, birthDate }])).toEqual([
      { code: "AGE_DOES_NOT_MATCH_TYPE", segmentIndex: 0, passengerIndex: 1 },
    ]);
  });

  it("may include an infant with a seat of its own; of twins one sits on the lap", () => {
    const birthDate = "2026-06-01";
    expect(
      problems([grown, { type: "INFANT", birthDate }, { type: "CHILD", birthDate }], international),
    ).toEqual([]);
    const two = { type: "INFANT" as const, birthDate };
    expect(codes(problems([grown, two, two]))).toEqual(["MORE_INFANTS_THAN_ADULTS"]);
  });

  it("may fly from the seventh day on, with or without a seat", () => {
    for (const type of ["INFANT", "CHILD"] as const) {
      const on = (birthDate: string) =>
        problems([grown, { type, birthDate }], domestic, ["2026-12-08"], "2026-12-08");
      expect(on("2026-12-01")).toEqual([]);
      expect(on("2026-12-02")).toEqual([{ code: "TOO_YOUNG", segmentIndex: 0, passengerIndex: 1 }]);
      expect(codes(on("2026-12-08"))).toEqual(["TOO_YOUNG"]);
    }
    // Too young on the way out only.
    expect(problems([grown, { type: "INFANT", birthDate: "2026-11-26" }])).toEqual([
      { code: "TOO_YOUNG", segmentIndex: 0, passengerIndex: 1 },
    ]);
  });

  it("are not named before birth, nor for a flight before it", () => {
    const baby = { type: "INFANT" as const, birthDate: "2026-11-28" };
    expect(codes(problems([grown, baby], domestic, ["2026-12-20"]))).toEqual(["NOT_BORN_YET"]);
    expect(problems([grown, baby], domestic, ["2026-12-20"], "2026-11-28")).toEqual([]);
    expect(codes(problems([grown, baby], domestic, ["2026-11-27"], "2026-11-28"))).toEqual(["NOT_BORN_YET"]);
  });

  it("are not checked while the birth date is unknown", () => {
    expect(problems([{ type: "ADULT", birthDate: null }])).toEqual([]);
    expect(problems([{ type: "CHILD", birthDate: null }])).toEqual([]);
  });

  it("travel alone on domestic flights from their twelfth birthday, not before", () => {
    const alone = (birthDate: string, dates?: string[]) =>
      problems([{ type: "CHILD", birthDate }], domestic, dates);
    expect(alone("2014-12-01")).toEqual([]);
    expect(alone("2014-12-02", ["2026-12-01"])).toEqual([
      { code: "CHILD_WITHOUT_ADULT", segmentIndex: 0, passengerIndex: 0 },
    ]);
    // Twelve before the way back: the way out is refused.
    expect(alone("2014-12-03")).toEqual([
      { code: "CHILD_WITHOUT_ADULT", segmentIndex: 0, passengerIndex: 0 },
    ]);
  });

  it("travel with an adult of the same flight; a child of twelve is not an adult", () => {
    const small = { type: "CHILD" as const, birthDate: "2020-01-01" };
    const twelve = { type: "CHILD" as const, birthDate: "2014-06-01" };
    expect(problems([twelve, small], domestic, ["2026-12-01"])).toEqual([
      { code: "CHILD_WITHOUT_ADULT", segmentIndex: 0, passengerIndex: 1 },
    ]);
    expect(problems([grown, twelve, small])).toEqual([]);
    // Thirteen before the way back: the elder may accompany the younger back, but not out.
    expect(problems([{ ...twelve, birthDate: "2013-12-03" }, small])).toEqual([
      { code: "CHILD_WITHOUT_ADULT", segmentIndex: 0, passengerIndex: 1 },
    ]);
  });
});

describe("laws of passenger types", () => {
  const firstDay = fc.integer({ min: 0, max: 340 }).map((days) => addDays("2026-12-01", days));
  const trip = fc.record({ out: firstDay, stay: fc.integer({ min: 0, max: 300 }) });
  const someRule = fc.constantFrom(domestic, international);

  it("some type fits every birth date from 7 days to 120 years, for any pair of flights", () => {
    fc.assert(
      fc.property(trip, someRule, fc.integer({ min: 7, max: 120 * 365 }), ({ out, stay }, rule, days) => {
        const birthDate = addDays(out, -days);
        const dates = [out, addDays(out, stay)];
        const fitting = passengerTypes.filter(
          (type) => checkParty([grown, { type, birthDate }], dates, rule, out).length === 0,
        );
        expect(fitting.length).toBeGreaterThan(0);
        // A seat is always allowed.
        expect(fitting.some((type) => type !== "INFANT")).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it("nobody loses a seat on a later flight, and every type there is the one of the counted age", () => {
    const type = fc.constantFrom("ADULT" as const, "CHILD" as const, "INFANT" as const);
    fc.assert(
      fc.property(
        trip,
        someRule,
        type,
        fc.integer({ min: 7, max: 9_000 }),
        ({ out, stay }, rule, booked, days) => {
          const birthDate = addDays(out, -days);
          const dates = [out, addDays(out, stay)];
          fc.pre(checkParty([grown, { type: booked, birthDate }], dates, rule, out).length === 0);
          const [first, then] = typesOnFlights({ type: booked, birthDate }, dates, rule);
          expect(first).toBe(booked);
          if (booked !== "INFANT") expect(then).not.toBe("INFANT");
          if (rule === international) expect(then).toBe(booked);
          const counted = typeByAge(birthDate, dates[1] as string, rule);
          if (rule === domestic && counted !== "INFANT") expect(then).toBe(counted);
        },
      ),
      { numRuns: 500 },
    );
  });

  it("accepts everyone whose booked type is the one of the first day", () => {
    const birth = fc.integer({ min: 0, max: 25_000 }).map((days) => addDays("1957-01-01", days));
    fc.assert(
      fc.property(fc.array(birth, { maxLength: 8 }), someRule, (births, rule) => {
        const date = "2026-12-01";
        const adults = [...births.map(() => addYears(date, -30)), addYears(date, -30)];
        const party = [...births, ...adults].map((birthDate) => ({
          birthDate,
          type: typeByAge(birthDate, date, rule),
        }));
        fc.pre(unitsNeeded(countTypes(party.map((each) => each.type))) <= 9);
        expect(checkParty(party, [date], rule, date)).toEqual([]);
      }),
    );
  });
});
