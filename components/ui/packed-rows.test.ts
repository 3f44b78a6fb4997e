import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { packRows, unpackRows } from "./packed-rows";

describe("packed rows", () => {
  it("come out as they went in", () => {
    const value = fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.constant(null));
    const row = fc.record({ a: value, b: value, c: fc.array(fc.integer()) });
    fc.assert(
      fc.property(fc.array(row), (rows) => {
        expect(unpackRows(packRows(rows))).toEqual(rows);
      }),
    );
  });

  it("say a name once, and a value that all rows share once", () => {
    const flights = [
      { id: 1, origin: "GMP", departs: "06:05" },
      { id: 2, origin: "GMP", departs: "07:20" },
    ];
    expect(packRows(flights)).toEqual({
      same: { origin: "GMP" },
      names: ["id", "departs"],
      rows: [
        [1, "06:05"],
        [2, "07:20"],
      ],
    });
  });

  it("a single row is still one row", () => {
    expect(unpackRows(packRows([{ id: 7 }]))).toEqual([{ id: 7 }]);
  });
});
