import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type CabinLayout, capacityOf, rowsOf, seatsOf } from "./cabin-layout";

const narrow: CabinLayout = {
  cabin: "ECONOMY",
  columns: "ABC DEF",
  firstRow: 11,
  lastRow: 15,
  skippedRows: [13],
  missingSeats: ["11D", "11E", "11F"],
  exitRows: [14],
  extraLegroomRows: [11, 14],
  nearGalleyRows: [15],
  nearLavatoryRows: [15],
};

const propertiesOf = (layout: CabinLayout) =>
  new Map(seatsOf(layout).map((seat) => [seat.seat, seat.properties.join(" ")]));

describe("cabin layout", () => {
  it("leaves out rows and seats that do not exist", () => {
    expect(rowsOf(narrow)).toEqual([11, 12, 14, 15]);
    expect(capacityOf(narrow)).toBe(21);
    expect(seatsOf(narrow).map((seat) => seat.seat)).not.toContain("11D");
    expect(seatsOf(narrow)[0]).toEqual({
      seat: "11A",
      row: 11,
      column: "A",
      block: 0,
      properties: ["window", "extra-legroom"],
    });
  });

  it("tells window, middle and aisle apart", () => {
    const properties = propertiesOf(narrow);
    expect(["12A", "12B", "12C", "12D", "12E", "12F"].map((seat) => properties.get(seat))).toEqual([
      "window",
      "middle",
      "aisle",
      "aisle",
      "middle",
      "window",
    ]);
    expect(properties.get("14C")).toBe("aisle exit extra-legroom");
    expect(properties.get("15F")).toBe("window near-lavatory near-galley");
  });

  it("knows a middle block, and seats that are both at the window and on the aisle", () => {
    const wide: CabinLayout = { cabin: "BUSINESS", columns: "A DG K", firstRow: 7, lastRow: 7 };
    expect(seatsOf(wide).map((seat) => [seat.column, seat.block, seat.properties.join(" ")])).toEqual([
      ["A", 0, "window aisle"],
      ["D", 1, "aisle"],
      ["G", 1, "aisle"],
      ["K", 2, "window aisle"],
    ]);
  });

  it("has every seat once, each a window, middle or aisle seat", () => {
    const layout = fc.record({
      cabin: fc.constant("ECONOMY" as const),
      columns: fc.constantFrom("AC DF", "ABC DEF", "AB DEFG HJ", "ABC DEF GHJ", "A DG K"),
      firstRow: fc.integer({ min: 1, max: 30 }),
      lastRow: fc.integer({ min: 1, max: 60 }),
      skippedRows: fc.array(fc.integer({ min: 1, max: 60 }), { maxLength: 3 }),
    });
    fc.assert(
      fc.property(layout, (each) => {
        const seats = seatsOf(each);
        expect(new Set(seats.map((seat) => seat.seat)).size).toBe(seats.length);
        expect(seats.length).toBe(rowsOf(each).length * each.columns.replaceAll(" ", "").length);
        for (const seat of seats) {
          expect(seat.properties.some((one) => ["window", "middle", "aisle"].includes(one))).toBe(true);
        }
        const windows = seats.filter((seat) => seat.properties.includes("window"));
        expect(windows.length).toBe(rowsOf(each).length * 2);
      }),
    );
  });
});
