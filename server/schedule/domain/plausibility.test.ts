import { describe, expect, test } from "vitest";
import { type Entry, endsBeyondHorizon, findImplausible } from "./plausibility";

const usual: Entry = {
  blockMinutes: [70],
  usualBlockMinutes: 70,
  periodFrom: "2026-12-01",
  periodTo: "2026-12-01",
  fares: [
    { cabin: "ECONOMY", amount: 50_000, unitLimit: 75, usualAmount: 50_000 },
    { cabin: "ECONOMY", amount: 70_000, unitLimit: 189, usualAmount: 70_000 },
  ],
  capacities: { ECONOMY: 189 },
};
const find = (more: Partial<Entry>) => findImplausible({ ...usual, ...more }, "blockMinutes");
const nothing = { refused: {}, asked: {} };
const fare = (amount: number) => find({ fares: [{ ...usual.fares[1], amount } as Entry["fares"][0]] });

describe("an entry of the staff", () => {
  test("with usual values needs no confirmation", () => {
    expect(find({})).toEqual(nothing);
    expect(find({ fares: [] })).toEqual(nothing);
  });

  test.each([
    [1, "refused", "blockTimeImpossible"],
    [34, "refused", "blockTimeImpossible"],
    [35, "asked", "blockTimeUnusual"],
    [41, "asked", "blockTimeUnusual"],
    [99, "asked", "blockTimeUnusual"],
    [175, "asked", "blockTimeUnusual"],
    [176, "refused", "blockTimeImpossible"],
  ])("%i minutes instead of 70 are %s", (minutes, what, key) => {
    expect(find({ blockMinutes: [70, minutes] })).toEqual({ ...nothing, [what]: { blockMinutes: key } });
  });

  test.each([42, 98])("%i minutes instead of 70 are fine", (minutes) => {
    expect(find({ blockMinutes: [minutes] })).toEqual(nothing);
  });

  test.each([
    [3_499, "refused", "fareImpossible"],
    [3_500, "asked", "fareUnusual"],
    [20_999, "asked", "fareUnusual"],
    [210_001, "asked", "fareUnusual"],
    [1_400_001, "refused", "fareImpossible"],
  ])("a fare of %i instead of 70,000 is %s", (amount, what, key) => {
    expect(fare(amount)).toEqual({ ...nothing, [what]: { "fares.0.amount": key } });
  });

  test.each([21_000, 210_000])("a fare of %i instead of 70,000 is fine", (amount) => {
    expect(fare(amount)).toEqual(nothing);
  });

  test("seats that no fare can sell need a confirmation, at the widest fare", () => {
    const [first, second] = usual.fares as [Entry["fares"][0], Entry["fares"][0]];
    const fares = (limit: number) => find({ fares: [first, { ...second, unitLimit: limit }] });
    expect(fares(94)).toEqual({ ...nothing, asked: { "fares.1.unitLimit": "seatsUnsold" } });
    expect(fares(95)).toEqual(nothing);
    expect(find({ fares: [{ ...second, unitLimit: 94 }], capacities: { ECONOMY: 188 } })).toEqual(nothing);
  });

  test("each cabin needs a confirmation of its own, at its own fare", () => {
    const [first, second] = usual.fares as [Entry["fares"][0], Entry["fares"][0]];
    const business = (unitLimit: number) =>
      find({
        fares: [{ ...first, unitLimit: 3 }, second, { ...first, cabin: "BUSINESS", unitLimit }],
        capacities: { ECONOMY: 189, BUSINESS: 8 },
      });
    expect(business(3)).toEqual({ ...nothing, asked: { "fares.2.unitLimit": "seatsUnsold" } });
    expect(business(4)).toEqual(nothing);
  });

  test("a period longer than a season needs a confirmation; one beyond the horizon is refused", () => {
    expect(find({ periodTo: "2027-07-05" })).toEqual(nothing);
    expect(find({ periodTo: "2027-07-06" })).toEqual({ ...nothing, asked: { periodTo: "longerThanSeason" } });
    const beyond = (periodFrom: string, periodTo: string) =>
      endsBeyondHorizon({ periodFrom, periodTo }, "2026-11-29");
    expect(beyond("2028-01-03", "2028-01-03")).toEqual([]);
    expect(beyond("2028-01-03", "2028-01-04")).toEqual(["periodTo"]);
    expect(beyond("9999-12-25", "9999-12-25")).toEqual(["periodFrom", "periodTo"]);
  });
});
