import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { correctionForCustomer, correctionProblem, letterDistance, lettersChanged } from "./name-correction";

const row = { maxLetters: 3, maxCorrections: 1, source: "test", validFrom: "2020-01-01", validTo: null };
const name = (text: string) => {
  const [surname = "", givenName = ""] = text.split("/");
  return { surname, givenName };
};
const problem = (before: string, after: string, earlier = 0) =>
  correctionProblem(name(before), name(after), { row, earlier });

describe("staff who correct for a customer", () => {
  const now = "2026-12-10T03:00:00Z";
  const trip = (...departures: string[]) => ({ segments: departures.map((departsAt) => ({ departsAt })) });
  const closed = { allowed: false, reason: "CHECK_IN_CLOSED" } as const;

  test.each([
    ["while the customer may", { allowed: true } as const, [now], { allowed: true, needsReason: false }],
    ["past the cut-off", closed, [now, "2026-12-10T03:00:01Z"], { allowed: true, needsReason: true }],
    ["when all flights have left", closed, [now, now], { allowed: false, reason: "DEPARTED" }],
    [
      "of a flight that the airline cancelled",
      { allowed: false, reason: "FLIGHT_CANCELLED" } as const,
      ["2027-01-01T00:00:00Z"],
      { allowed: false, reason: "FLIGHT_CANCELLED" },
    ],
  ])("%s", (_, rule, departures, expected) => {
    expect(correctionForCustomer(trip(...departures), rule, now)).toEqual(expected);
  });
});

describe("how many letters differ", () => {
  test.each([
    ["MINJI", "MINJI", 0],
    ["MINJI", "MINJEE", 2],
    ["YONGHEE", "YOUNGHEE", 1],
    ["PARK", "PAKR", 1],
    ["LEE", "YI", 3],
    ["", "KIM", 3],
    ["CA", "ABC", 3],
  ])("%s → %s: %i", (before, after, letters) => {
    expect(letterDistance(before, after)).toBe(letters);
  });

  const word = fc.string({ unit: fc.constantFrom("A", "B", "C"), maxLength: 7 });

  test("it is the same both ways, nothing for the same name, and never more than the longer one", () => {
    fc.assert(
      fc.property(word, word, (a, b) => {
        const distance = letterDistance(a, b);
        expect(distance).toBe(letterDistance(b, a));
        expect(distance === 0).toBe(a === b);
        expect(distance).toBeLessThanOrEqual(Math.max(a.length, b.length));
        expect(distance).toBeGreaterThanOrEqual(Math.abs(a.length - b.length));
      }),
    );
  });

  test("one slip is one letter: left out, typed too much, replaced, or two neighbours changed", () => {
    const at = fc.nat({ max: 6 });
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom("A", "B", "C"), minLength: 1, maxLength: 7 }),
        at,
        (text, n) => {
          const i = n % text.length;
          expect(letterDistance(text, text.slice(0, i) + text.slice(i + 1))).toBe(1);
          expect(letterDistance(text, `${text.slice(0, i)}Z${text.slice(i)}`)).toBe(1);
          expect(letterDistance(text, `${text.slice(0, i)}Z${text.slice(i + 1)}`)).toBe(1);
          const [a = "", b = ""] = text.slice(i);
          const swapped = text.slice(0, i) + b + a + text.slice(i + 2);
          if (a !== b && b) expect(letterDistance(text, swapped)).toBe(1);
        },
      ),
    );
  });

  test("both names count together; hyphens, spaces and apostrophes do not", () => {
    expect(lettersChanged(name("KIM/MIN-JI"), name("GIM/MIN JEE"))).toBe(3);
    expect(lettersChanged(name("O'NEIL/ANN"), name("ONEIL/ANN"))).toBe(0);
  });
});

describe("what a customer may correct without the airline", () => {
  test.each([
    ["KIM/MINJI", "KIM/MINJEE", null],
    ["KIM/MINJI", "GIM/MINJI", null],
    ["KIM/MINJI", "KIM/MIN-JI", null],
    ["PARK/JIHO", "BAK/JIHO", null],
    ["CHOI/YONGHEE", "CHOE/YOUNGHEE", null],
    ["KIM/MINJI", "KIM/MINJI", "nameUnchanged"],
    ["KIM/MINJI", "KIM/MINJOOOO", "tooManyLetters"],
    ["KIM/MINJI", "LEE/MINJI", "anotherName"],
    ["LEE/JIHO", "YI/JIHO", "anotherName"],
    ["KIM/SUMI", "KIM/JUMI", "anotherName"],
    ["KIM/AN", "KIM/ABO", "anotherName"],
  ])("%s → %s: %s", (before, after, expected) => {
    expect(problem(before, after)).toBe(expected);
  });

  test("a second correction is the airline's", () => {
    expect(problem("KIM/MINJI", "KIM/MINJEE", 1)).toBe("correctedBefore");
  });

  test("whatever is allowed keeps half of each name and the first letter of the given name", () => {
    const part = fc.string({ unit: fc.constantFrom("A", "B", "C", "D"), minLength: 1, maxLength: 5 });
    const person = fc.record({ surname: part, givenName: part });
    fc.assert(
      fc.property(person, person, (before, after) => {
        if (correctionProblem(before, after, { row, earlier: 0 }) !== null) return;
        expect(lettersChanged(before, after)).toBeLessThanOrEqual(3);
        expect(after.givenName[0]).toBe(before.givenName[0]);
        for (const key of ["surname", "givenName"] as const) {
          const longest = Math.max(before[key].length, after[key].length);
          expect(letterDistance(before[key], after[key])).toBeLessThanOrEqual(longest / 2);
        }
      }),
    );
  });
});
