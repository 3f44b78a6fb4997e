import { describe, expect, test } from "vitest";
import { pseudonymOf, withoutMarks, withoutPeople } from "./pseudonym";

const of = pseudonymOf("0192f3a4-0000-7000-8000-000000000001", "ko");

describe("words of staff", () => {
  test("lose names and addresses, and nothing else", () => {
    const text =
      "김민지님(minji.kim@example.com, +821012345678), KIM/MINJI: flight MS123, answered in Line; Minji asked";
    const marks = ["김민지", "minji.kim@example.com", "+821012345678", "KIM/MINJI", "MINJI", "LI", "AN"];
    expect(withoutMarks(text, marks)).toBe("***님(***, ***), ***: flight MS123, answered in Line; *** asked");
  });

  test("may hold every character that means something in a pattern", () => {
    expect(withoutMarks("a+b(c)@example.com wrote", ["a+b(c)@example.com"])).toBe("*** wrote");
  });
});

test("everybody in an event is replaced, at every depth, and ids and amounts stay", () => {
  const event = {
    ...{ locator: "ABC123", contactEmail: "a@example.com", amount: 5, email: null },
    passengers: [
      { id: "1", name: "KIM MINJI" },
      { id: "2", name: null },
    ],
    segments: [{ names: ["KIM MINJI"] }],
    nameBefore: { surname: "KIM", givenName: "MINJI" },
  };
  expect(withoutPeople(event, of)).toEqual({
    ...{ locator: "ABC123", contactEmail: of.email, amount: 5, email: null },
    passengers: [
      { id: "1", name: "ERASED PASSENGER" },
      { id: "2", name: null },
    ],
    segments: [{ names: ["ERASED PASSENGER"] }],
    nameBefore: { surname: "ERASED", givenName: "PASSENGER" },
  });
});
