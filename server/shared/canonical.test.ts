import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { canonical, hasReordering, hasUnprintable, readable } from "./canonical";

const text = () => fc.string({ unit: "binary", maxLength: 30 });
/** Random text with many of the characters that canonical() changes. */
const awkward = () =>
  fc
    .array(
      fc.constantFrom(
        ..."aé'`-–—−‑ \t\n\u00a0\u3000\u200b\u200d\u00ad\ufeff\u202e\u0301\u0308\u034f\ufe0f´＇‘’ʼ\u1160ᄀ\u1161ᆨ가\u0338ŉﷺＫ①",
      ),
      { maxLength: 20 },
    )
    .map((characters) => characters.join(""));

describe("canonical", { timeout: 30_000 }, () => {
  it.each([
    ["full-width letters", "ＫＩＭ", "KIM"],
    ["full-width digits", "１９９００５０５", "19900505"],
    ["a zero-width space", "KIM\u200B", "KIM"],
    ["a byte order mark", "\uFEFFKIM", "KIM"],
    ["a soft hyphen", "KI\u00ADM", "KIM"],
    ["a word joiner", "K\u2060IM", "KIM"],
    ["a variation selector", "KIM\uFE0F", "KIM"],
    ["a combining grapheme joiner", "KI\u034FM", "KIM"],
    ["a left single quote", "O‘BRIEN", "O'BRIEN"],
    ["a right single quote", "O’BRIEN", "O'BRIEN"],
    ["a modifier apostrophe", "OʼBRIEN", "O'BRIEN"],
    ["a full-width apostrophe", "O＇BRIEN", "O'BRIEN"],
    ["an acute accent", "O´BRIEN", "O'BRIEN"],
    ["a backtick", "O`BRIEN", "O'BRIEN"],
    ["a full-width backtick", "O｀BRIEN", "O'BRIEN"],
    ["a prime", "O′BRIEN", "O'BRIEN"],
    ["a non-breaking hyphen", "SMITH‑JONES", "SMITH-JONES"],
    ["a hyphen of its own", "SMITH‐JONES", "SMITH-JONES"],
    ["a figure dash", "SMITH‒JONES", "SMITH-JONES"],
    ["an en dash", "SMITH–JONES", "SMITH-JONES"],
    ["an em dash", "SMITH—JONES", "SMITH-JONES"],
    ["a horizontal bar", "SMITH―JONES", "SMITH-JONES"],
    ["a minus sign", "SMITH−JONES", "SMITH-JONES"],
    ["a full-width hyphen", "SMITH－JONES", "SMITH-JONES"],
    ["a small hyphen", "SMITH﹣JONES", "SMITH-JONES"],
    ["blanks beside an apostrophe", "D' ANGELO", "D'ANGELO"],
    ["blanks beside a dash", "SMITH – JONES", "SMITH-JONES"],
    ["tabs and blanks around", "\t KIM \t", "KIM"],
    ["a non-breaking space", "\u00A0GIL\u00A0DONG\u00A0", "GIL DONG"],
    ["an ideographic space", "홍　길동", "홍 길동"],
    ["conjoining jamo, as macOS copies them", "홍길동".normalize("NFD"), "홍길동"],
    ["a combining mark", "Mu\u0308ller", "Müller"],
    ["a ligature", "ﬁn", "fin"],
    ["a line break at the end", "KIM\r\n", "KIM"],
  ])("takes %s", (_, typed, form) => {
    expect(canonical(typed)).toBe(form);
  });

  it.each([
    ["a line break within", "KIM\nLEE"],
    ["NUL", "KIM\0"],
    ["an escape", "KIM\u001b[0m"],
    ["half a character", "KIM\ud83d"],
  ])("leaves %s for its field to refuse", (_, typed) => {
    expect(hasUnprintable(canonical(typed))).toBe(true);
  });

  it("tells text that turns the order of others around", () => {
    expect(hasReordering("홍\u202E길동")).toBe(true);
    expect(hasReordering("홍길동")).toBe(false);
  });

  it.each([text, awkward])("is idempotent", (arbitrary) => {
    fc.assert(
      fc.property(arbitrary(), (typed) => {
        expect(canonical(canonical(typed))).toBe(canonical(typed));
        expect(readable(readable(typed))).toBe(readable(typed));
      }),
    );
  });

  it("leaves nothing that cannot be seen, but for what a field refuses", () => {
    fc.assert(
      fc.property(awkward(), (typed) => {
        expect(canonical(typed)).not.toMatch(/\p{Cf}|\p{Variation_Selector}|[\u00A0\u3000\t´‘’＇‑–—−`]/u);
      }),
    );
  });

  it("does not change readable ASCII, whose meaning is its owner's", () => {
    const ascii = fc.stringMatching(/^[!-~]{1,30}$/);
    fc.assert(
      fc.property(ascii, (typed) => {
        expect(readable(typed)).toBe(typed);
      }),
    );
  });
});
