import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formatFlightDesignator, parseFlightDesignator, storedDesignator } from "./flight-designator";

describe("flight designator", () => {
  it("is stored in one form, and nothing is stored of what is none", () => {
    expect(storedDesignator(" ma 0101 ")).toBe("MA101");
    expect(storedDesignator("101")).toBeNull();
  });

  it.each([
    ["MA101", "MA101"],
    [" ma 0101 ", "MA101"],
    ["7c1", "7C1"],
    ["K29999D", "K29999D"],
  ])("reads %o as %s", (text, written) => {
    const designator = parseFlightDesignator(text);
    expect(designator && formatFlightDesignator(designator)).toBe(written);
  });

  it.each(["", "MA", "MA0", "MA0000", "MA12345", "12345", "MAA101", "MA-101", "MA10AB"])(
    "refuses %o",
    (text) => {
      expect(parseFlightDesignator(text)).toBeNull();
    },
  );

  it("reads back what it writes", () => {
    const designator = fc.record({
      airline: fc.constantFrom("MA", "7C", "K2", "KE"),
      number: fc.integer({ min: 1, max: 9999 }),
      suffix: fc.constantFrom(null, "A", "Z"),
    });
    fc.assert(
      fc.property(designator, (each) => {
        expect(parseFlightDesignator(formatFlightDesignator(each))).toEqual(each);
      }),
    );
  });
});
