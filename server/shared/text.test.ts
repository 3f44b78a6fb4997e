import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { line, searchText, shownName, shownNameOf } from "./text";

const problem = (typed: string) => shownName.safeParse(typed).error?.issues[0]?.message;

describe("the name of a person in messages", { timeout: 30_000 }, () => {
  it.each([
    ["김민지", "김민지"],
    ["김민지".normalize("NFD"), "김민지"],
    ["  Kim\u00A0Minji\t", "Kim Minji"],
    ["Minji ✈", "Minji ✈"],
    ["O’Brien", "O'Brien"],
    ["محمد", "محمد"],
    ["李", "李"],
    ["7", "7"],
    ["\uFEFF김민지\u200B", "김민지"],
  ])("%j is %j", (typed, name) => {
    expect(shownName.parse(typed)).toBe(name);
  });

  it.each([
    ["", "required"],
    ["   ", "required"],
    ["\u200B\u200D", "nameInvisible"],
    ["\u3164", "nameInvisible"],
    ["\u115F\u1160", "nameInvisible"],
    ["\u2800", "nameInvisible"],
    ["-", "nameInvisible"],
    ["김\r\n민지", "hiddenCharacter"],
    ["김민지\r\nBcc: lee@example.com", "hiddenCharacter"],
    ["김\0민지", "hiddenCharacter"],
    ["김\u202E민지", "hiddenCharacter"],
    ["\u2067김민지", "hiddenCharacter"],
    ["김\u2028민지", "hiddenCharacter"],
    ["김\ud800", "hiddenCharacter"],
    ["가".repeat(61), "tooBig"],
    ["가".repeat(1000), "tooBig"],
  ])("%j is refused: %s", (typed, key) => {
    expect(problem(typed)).toBe(key);
  });

  it("is made of whatever a provider says", () => {
    expect(shownNameOf("김\r\n민지\u202E")).toBe("김 민지");
    expect(shownNameOf("\u3164")).toBeNull();
    expect(shownNameOf("😀".repeat(70))).toBeNull();
    expect(shownNameOf(`김${"😀".repeat(70)}`)).toBe(`김${"😀".repeat(29)}`);
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 500 }), (typed) => {
        const name = shownNameOf(typed);
        if (name !== null) expect(shownName.safeParse(name).success).toBe(true);
      }),
    );
  });
});

describe("a line for people", () => {
  it("keeps typographic signs", () => {
    expect(line(200).parse(" 태풍 ‘힌남노’ – 결항 ")).toBe("태풍 ‘힌남노’ – 결항");
  });
  it.each(["태풍\n결항", "태풍\u202E", "\0", "\u3164", "", "   "])("%j is refused", (typed) => {
    expect(line(200).safeParse(typed).success).toBe(false);
  });
});

it("a search leaves out what cannot be stored", () => {
  expect(searchText(100).parse(" ＫＩＭ\0 MINJI\n")).toBe("KIM MINJI");
  expect(searchText(100).parse("o`brien@example.com")).toBe("o`brien@example.com");
  expect(searchText(100).safeParse("a".repeat(101)).success).toBe(false);
});
