import fc from "fast-check";
import { expect, it } from "vitest";
import { changeTable } from "./change-table";
import type { OfferedChange } from "./types";

type Line = OfferedChange["lines"][number];

const line = (
  part: Line["part"],
  kind: Line["kind"],
  amount: number,
  passengerIndex = 0,
  segmentIndex = 0,
): Line => ({
  ...{ part, kind, amount, passengerIndex, segmentIndex },
});

it("sets old beside new, and counts fee and forfeited parts into the balance", () => {
  const rows = changeTable([
    line("NEW", "FARE", 50_000),
    line("OLD", "FARE", 60_000),
    line("OLD", "AIRPORT_CHARGE", 4_000),
    line("NEW", "AIRPORT_CHARGE", 5_000),
    line("FEE", null, 10_000),
    line("FORFEITED", null, 10_000),
    line("WAIVED", null, 4_000),
  ]);
  expect(rows).toEqual([
    {
      ...{
        segmentIndex: 0,
        passengerIndexes: [0],
        fee: 10_000,
        forfeited: 10_000,
        waived: 4_000,
        balance: 7_000,
      },
      kinds: [
        { kind: "FARE", old: 60_000, instead: 50_000 },
        { kind: "AIRPORT_CHARGE", old: 4_000, instead: 5_000 },
      ],
    },
  ]);
});

it("has a row for each flight and passenger, in the order of the trip, and one for passengers with the same amounts", () => {
  const rows = changeTable([
    line("NEW", "FARE", 1, 1, 2),
    line("NEW", "FARE", 2, 0, 2),
    line("NEW", "FARE", 1, 10, 0),
    line("NEW", "FARE", 2, 3, 0),
    line("NEW", "FARE", 1, 2, 0),
  ]);
  expect(rows.map((row) => [row.segmentIndex, row.passengerIndexes])).toEqual([
    [0, [2, 10]],
    [0, [3]],
    [2, [0]],
    [2, [1]],
  ]);
});

const isTakenOff = (part: Line["part"]) => part === "OLD" || part === "WAIVED";

it("loses no won of any quote", () => {
  const anyLine = fc.record({
    segmentIndex: fc.nat(3),
    passengerIndex: fc.nat(8),
    part: fc.constantFrom(
      "OLD" as const,
      "NEW" as const,
      "FEE" as const,
      "FORFEITED" as const,
      "WAIVED" as const,
    ),
    kind: fc.constantFrom("FARE" as const, "FUEL_SURCHARGE" as const, "AIRPORT_CHARGE" as const),
    amount: fc.nat(1_000_000),
  });
  fc.assert(
    fc.property(fc.array(anyLine), (lines) => {
      const balance = lines.reduce((sum, { part, amount }) => sum + (isTakenOff(part) ? -amount : amount), 0);
      const shown = changeTable(lines).map((row) => row.balance * row.passengerIndexes.length);
      expect(shown.reduce((sum, each) => sum + each, 0)).toBe(balance);
    }),
  );
});
