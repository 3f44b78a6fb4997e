import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { canonical } from "./canonical";
import { icaoLetters, inRomanLetters, withoutMarks } from "./icao-letters";

const letters = Object.entries(icaoLetters.rows).flatMap(([spelling, row]) =>
  [...row].map((letter) => [letter, spelling] as const),
);

describe("letters of the table", () => {
  it("are each there once", () => {
    expect(letters.length).toBeGreaterThan(90);
    expect(new Set(letters.map(([letter]) => letter)).size).toBe(letters.length);
  });

  it.each(letters)(
    "%s is spelled %s, also in small letters, decomposed and after canonical()",
    (letter, spelling) => {
      for (const typed of [letter, letter.toLowerCase(), letter.normalize("NFD"), canonical(letter)])
        expect(inRomanLetters(typed)).toBe(spelling);
    },
  );
});

describe("other letters", { timeout: 30_000 }, () => {
  it.each([
    ["ß", "SS"],
    ["ı", "I"],
    ["Nguyễn", "NGUYEN"],
    ["Ǻ", "AA"],
    ["Ǘ", "UE"],
    ["Gal·la", "GALLA"],
    ["Muñoz", "MUNOZ"],
    ["kim", "KIM"],
  ])("%s becomes %s", (typed, spelling) => {
    expect(inRomanLetters(typed)).toBe(spelling);
  });

  it.each(["김", "ИВАН", "ΑΝΝΑ", "KIM1", "Ə", "!"])("%s stays as it is", (typed) => {
    expect(inRomanLetters(typed)).toBe(typed);
  });

  it("have a second custom, without marks", () => {
    expect(withoutMarks("Gül")).toBe("GUL");
    expect(withoutMarks("Åse")).toBe("ASE");
    expect(withoutMarks("Øst")).toBe("OEST");
  });

  it("are spelled once and for all", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (typed) => {
        const spelled = inRomanLetters(canonical(typed));
        expect(inRomanLetters(spelled)).toBe(spelled);
      }),
    );
  });
});
