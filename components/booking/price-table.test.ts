import { describe, expect, it } from "vitest";
import { rowsByType, sumsByKind } from "./price-table";
import type { LineKind, PriceLine } from "./types";

const line = (kind: LineKind, passengerPosition: number, amount: number): PriceLine => ({
  kind,
  segmentPosition: 0,
  passengerPosition,
  amount,
});

const lines = [
  line("FARE", 0, 50_000),
  line("FARE", 1, 50_000),
  line("FARE", 2, 0),
  line("FUEL_SURCHARGE", 0, 7_700),
  line("FUEL_SURCHARGE", 1, 7_700),
  line("AIRPORT_CHARGE", 0, 4_000),
  line("AIRPORT_CHARGE", 1, 4_000),
];

it("adds up each kind, and leaves out sums of 0", () => {
  expect(sumsByKind(lines)).toEqual([
    { kind: "FARE", amount: 100_000 },
    { kind: "FUEL_SURCHARGE", amount: 15_400 },
    { kind: "AIRPORT_CHARGE", amount: 8_000 },
  ]);
  expect(sumsByKind([line("FARE", 0, 0)])).toEqual([{ kind: "FARE", amount: 0 }]);
});

describe("rowsByType", () => {
  const party = [
    { position: 0, type: "ADULT" as const },
    { position: 1, type: "ADULT" as const },
    { position: 2, type: "INFANT" as const },
  ];

  it("has a row for each type that travels", () => {
    expect(rowsByType(lines, party).map(({ type, count, total }) => [type, count, total])).toEqual([
      ["ADULT", 2, 123_400],
      ["INFANT", 1, 0],
    ]);
  });

  it("has the same total as the lines", () => {
    const total = rowsByType(lines, party).reduce((sum, row) => sum + row.total, 0);
    expect(total).toBe(lines.reduce((sum, each) => sum + each.amount, 0));
  });
});
