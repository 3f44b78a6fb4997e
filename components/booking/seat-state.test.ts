import { describe, expect, it } from "vitest";
import { nextWithoutSeat, seatAfterKey, seatRows, seatState } from "./seat-state";
import type { SeatPlace } from "./types";

const place = (seat: string, properties: SeatPlace["properties"] = [], taken = false): SeatPlace => ({
  seat,
  row: Number.parseInt(seat, 10),
  column: seat.slice(-1),
  properties,
  taken,
});

// Row 1 lacks its C; there is no row 2.
const rows = seatRows({
  columns: "AB CD",
  seats: ["1A", "1B", "1D", "3A", "3B", "3C", "3D"].map((seat) => place(seat)),
});

describe("the grid", () => {
  it("has a cell for each column, none for aisles and missing seats", () => {
    expect(rows.map(({ cells }) => cells.map((cell) => cell?.seat ?? "-").join(" "))).toEqual([
      "1A 1B - - 1D",
      "3A 3B - 3C 3D",
    ]);
  });

  it.each([
    ["1A", "ArrowRight", "1B"],
    ["1B", "ArrowRight", "1D"],
    ["1D", "ArrowLeft", "1B"],
    ["1A", "ArrowDown", "3A"],
    ["3D", "ArrowUp", "1D"],
    ["3B", "Home", "3A"],
    ["1A", "End", "1D"],
    ["1B", "PageDown", "3B"],
    ["3B", "PageUp", "1B"],
    // Row 1 has no C, and there is nothing beyond an edge.
    ["3C", "PageUp", "3C"],
    ["3C", "PageDown", "3C"],
    ["1A", "ArrowLeft", "1A"],
    ["1A", "ArrowUp", "1A"],
    ["3C", "ArrowUp", "3C"],
  ])("leads from %s by %s to %s", (from, key, to) =>
    expect(seatAfterKey(rows, from, { key, ctrlKey: false })).toBe(to),
  );

  it.each([
    ["3C", "Home", "1A"],
    ["1B", "End", "3D"],
  ])("leads from %s by Ctrl and %s to %s", (from, key, to) =>
    expect(seatAfterKey(rows, from, { key, ctrlKey: true })).toBe(to),
  );

  it("passes five rows on a page, and fewer at the end", () => {
    const long = seatRows({
      columns: "A",
      seats: Array.from({ length: 8 }, (_, n) => place(`${n + 1}A`)),
    });
    const led = (from: string, key: string) => seatAfterKey(long, from, { key, ctrlKey: false });
    expect([led("1A", "PageDown"), led("6A", "PageDown")]).toEqual(["6A", "8A"]);
    expect([led("8A", "PageUp"), led("3A", "PageUp")]).toEqual(["3A", "1A"]);
  });

  it.each([
    ["1A", "x"],
    ["1A", "Tab"],
    ["9Z", "ArrowUp"],
  ])("leaves %s and %s to the browser", (from, key) =>
    expect(seatAfterKey(rows, from, { key, ctrlKey: false })).toBeNull(),
  );
});

describe("seatState", () => {
  const map = (positions: number[], own: { passengerPosition: number; seat: string }[] = []) => ({
    own,
    exit: { fromAge: 15, positions },
  });

  it("is the own seat of the party, even when it is taken or unfit", () => {
    const own = [{ passengerPosition: 2, seat: "1A" }];
    expect(seatState(place("1A", ["exit"], true), map([], own), 0)).toEqual({
      kind: "own",
      passengerPosition: 2,
    });
  });

  it("is taken or free", () => {
    expect(seatState(place("1A", ["exit"], true), map([]), 0).kind).toBe("taken");
    expect(seatState(place("1A"), map([]), 0).kind).toBe("free");
  });

  it("allows exit seats only to the passengers that the map names", () => {
    const exit = place("1A", ["exit"]);
    expect(seatState(exit, map([0]), 0).kind).toBe("free");
    expect(seatState(exit, map([0]), 1).kind).toBe("unfit");
    expect(seatState(exit, map([]), 0).kind).toBe("unfit");
  });
});

it("finds the next passenger without a seat, and after the last one starts again at the first", () => {
  const party = [
    { position: 0, type: "ADULT" as const },
    { position: 1, type: "ADULT" as const },
    { position: 2, type: "CHILD" as const },
    { position: 3, type: "INFANT" as const },
  ];
  expect(nextWithoutSeat(party, new Set([0]), 0)).toBe(1);
  expect(nextWithoutSeat(party, new Set([1, 2]), 2)).toBe(0);
  expect(nextWithoutSeat(party, new Set([0, 1, 2]), 2)).toBeNull();
});
