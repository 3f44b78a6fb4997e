import fc from "fast-check";
import { afterEach, describe, expect, it, vi } from "vitest";
import {
  isSameName,
  koreanName,
  nameKey,
  parseRomanName,
  romanNameProblem,
} from "@/server/shared/person-name";
import { newLocator, parseLocator } from "./locator";
import { parseTicketNumber, ticketCheckDigit, ticketNumber } from "./ticket-number";

describe("record locator", () => {
  afterEach(() => {
    vi.restoreAllMocks();
  });

  it("uses six characters that cannot be misread, from any random source", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 27 }), { minLength: 6, maxLength: 6 }), (picks) => {
        const queue = [...picks];
        const locator = newLocator((below) => (queue.shift() ?? 0) % below);
        expect(locator).toMatch(/^[B-DF-HJ-KM-NP-TV-Z2-9]{6}$/);
        expect(parseLocator(locator)).toBe(locator);
      }),
    );
  });

  it("reaches every character of the alphabet and is not sequential", () => {
    const seen = new Set<string>();
    const locators = Array.from({ length: 2000 }, () => newLocator());
    for (const locator of locators) for (const character of locator) seen.add(character);
    expect([...seen].sort().join("")).toBe("23456789BCDFGHJKMNPQRSTVWXYZ");
    expect(new Set(locators).size).toBeGreaterThan(1990);
  });

  it.each([
    [[0], "B"],
    [[27], "9"],
    [[28], "B"],
    [[251], "9"],
    // 252 … 255 would make the first four characters likelier than the others.
    [[252, 7], "K"],
    [[255, 253, 254, 252, 8], "M"],
  ])(
    "makes no character likelier than another: of the random bytes %j the last one counts",
    (bytes, character) => {
      const queue = Array.from({ length: 6 }, () => bytes).flat();
      vi.spyOn(crypto, "getRandomValues").mockImplementation((array) => {
        (array as Uint8Array)[0] = queue.shift() ?? 0;
        return array;
      });
      expect(newLocator()).toBe(character.repeat(6));
      expect(queue).toEqual([]);
    },
  );

  it("is read in any case, with spaces and hyphens, and in no other form", () => {
    expect(parseLocator(" bcd-f23 ")).toBe("BCDF23");
    expect(parseLocator("BCDF2")).toBeNull();
    expect(parseLocator("BCDF20")).toBeNull();
    expect(parseLocator("BCDAF2")).toBeNull();
    expect(parseLocator("BCDF234")).toBeNull();
  });
});

describe("ticket number", () => {
  it("is 988 and ten digits, with the check digit apart", () => {
    expect(ticketNumber(1)).toBe("9880000000001");
    expect(ticketCheckDigit("9880000000001")).toBe(9_880_000_000_001 % 7);
    expect(parseTicketNumber("988-0000 000001")).toBe("9880000000001");
    expect(parseTicketNumber("1800000000001")).toBeNull();
    expect(() => ticketCheckDigit("123")).toThrow(new RangeError("Not a ticket number: 123"));
  });

  it("gives different numbers for different serials, and one digit off shows in the check digit", () => {
    const serial = fc.integer({ min: 1, max: 9_999_999_999 });
    fc.assert(
      fc.property(serial, serial, (a, b) => {
        expect(ticketNumber(a)).toMatch(/^988\d{10}$/);
        expect(ticketNumber(a) === ticketNumber(b)).toBe(a === b);
        expect(ticketCheckDigit(ticketNumber(a))).toBe(Number(BigInt(ticketNumber(a)) % 7n));
      }),
    );
  });

  it.each([0, -1, 1.5, 10_000_000_000, Number.NaN])("refuses serial %s", (serial) => {
    expect(() => ticketNumber(serial)).toThrow(new RangeError(`Not a ticket serial: ${serial}`));
  });
});

describe("passenger name", () => {
  it.each([
    ["hong", "HONG"],
    ["  Gil-dong ", "GIL-DONG"],
    ["Gil  Dong", "GIL DONG"],
    ["O’Brien", "O'BRIEN"],
  ])("prints %o as %o", (typed, printed) => {
    expect(parseRomanName(typed)).toBe(printed);
  });

  it.each(["", " ", "홍길동", "HONG1", "-HONG", "HONG-", "GIL--DONG", "A".repeat(40)])(
    "refuses %o",
    (typed) => {
      expect(parseRomanName(typed)).toBeNull();
    },
  );

  it("says what is wrong with a name", () => {
    expect(romanNameProblem("  ")).toBe("required");
    expect(romanNameProblem("김".repeat(40))).toBe("romanName");
    expect(romanNameProblem("A".repeat(40))).toBe("nameTooLong");
  });

  it.each([
    ["홍길동", true],
    ["남궁 민", true],
    ["Gildong123", false],
    ["홍길동1", false],
    ["洪吉童", false],
  ])("takes %o for a Korean name: %o", (typed, taken) => {
    expect(koreanName.test(typed)).toBe(taken);
  });

  it("matches however hyphens, spaces and case are written", () => {
    expect(isSameName("Gil-Dong", "gil dong")).toBe(true);
    expect(isSameName("GILDONG", "Gil-Dong")).toBe(true);
    expect(isSameName("HONG", "HANG")).toBe(false);
    expect(isSameName("", " - ")).toBe(false);
  });

  it("has one key for all spellings of a printed name", () => {
    const part = fc.string({ unit: fc.constantFrom(..."ABCXYZ"), minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(fc.array(part, { minLength: 1, maxLength: 4 }), (parts) => {
        const keys = ["", " ", "-"].map((joint) => nameKey(parts.join(joint).toLowerCase()));
        expect(new Set(keys)).toEqual(new Set([parts.join("")]));
      }),
    );
  });
});
