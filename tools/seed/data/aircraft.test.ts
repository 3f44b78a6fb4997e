import { describe, expect, it } from "vitest";
import { capacityOf, type FixtureKind, rowsOf, seatsOf } from "@/server/shared/cabin-layout";
import { aircraftOf, aircraftTypes } from "./aircraft";

describe("fleet", () => {
  it.each([
    ["AT7", { ECONOMY: 72 }],
    ["7M8", { ECONOMY: 189 }],
    ["32Q", { BUSINESS: 8, ECONOMY: 174 }],
    ["333", { BUSINESS: 24, ECONOMY: 252 }],
    ["789", { BUSINESS: 28, ECONOMY: 250 }],
  ])("%s has the seats of its type", (code, seats) => {
    const counts = aircraftOf(code).layouts.map((layout) => [layout.cabin, capacityOf(layout)]);
    expect(Object.fromEntries(counts)).toEqual(seats);
  });

  it("numbers each seat of an aircraft once, across cabins", () => {
    for (const type of aircraftTypes) {
      const seats = type.layouts.flatMap(seatsOf).map((seat) => seat.seat);
      expect(new Set(seats).size).toBe(seats.length);
    }
  });

  it("names only rows and seats that a cabin could have", () => {
    for (const layout of aircraftTypes.flatMap((type) => type.layouts)) {
      const rows = rowsOf(layout);
      const named = [
        layout.exitRows,
        layout.extraLegroomRows,
        layout.nearLavatoryRows,
        layout.nearGalleyRows,
      ];
      const fixed = (layout.fixtures ?? []).flatMap(({ beforeRow }) => beforeRow ?? []);
      named.push(fixed, layout.wingRows ?? []);
      for (const row of named.flatMap((list) => list ?? [])) expect(rows).toContain(row);
      const full = seatsOf({ ...layout, missingSeats: [] }).map((seat) => seat.seat);
      for (const seat of layout.missingSeats ?? []) expect(full).toContain(seat);
    }
  });

  it("has a lavatory, a galley and a door beside the rows that are near them", () => {
    for (const { layouts } of aircraftTypes)
      for (const layout of layouts) {
        const rows = rowsOf(layout);
        const isBeside = (kind: FixtureKind) => (row: number) =>
          layout.fixtures?.some(({ beforeRow, kinds }) => {
            const behind = beforeRow === null ? rows.length : rows.indexOf(beforeRow);
            return kinds.includes(kind) && [behind, behind - 1].includes(rows.indexOf(row));
          });
        const edge = (row: number) => row === rows[0] || row === rows.at(-1);
        for (const row of (layout.nearLavatoryRows ?? []).filter(edge))
          expect(isBeside("lavatory")(row), `${row}`).toBe(true);
        for (const row of (layout.nearGalleyRows ?? []).filter(edge))
          expect(isBeside("galley")(row), `${row}`).toBe(true);
        expect(layout.fixtures?.some(({ kinds }) => kinds.includes("door"))).toBe(true);
      }
  });

  it("has an exit row on each aircraft, and none in business", () => {
    for (const type of aircraftTypes) {
      const withExit = type.layouts.filter((layout) => layout.exitRows?.length);
      expect(withExit.map((layout) => layout.cabin)).toEqual(["ECONOMY"]);
    }
    expect(() => aircraftOf("747")).toThrow();
  });
});
