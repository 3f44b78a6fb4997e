import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { canonical } from "@/server/shared/canonical";
import {
  isSameName,
  koreanName,
  nameKey,
  nameKeys,
  parseRomanName,
  respelledName,
  romanNameProblem,
  strangeCharacter,
} from "./person-name";

describe("a Roman name", { timeout: 30_000 }, () => {
  it.each([
    ["ＫＩＭ", "KIM"],
    ["KIM\u200B", "KIM"],
    ["\uFEFFKIM", "KIM"],
    ["K\u00ADIM", "KIM"],
    ["\u00A0kim\t", "KIM"],
    ["KIM\r\n", "KIM"],
    ["O‘BRIEN", "O'BRIEN"],
    ["O’BRIEN", "O'BRIEN"],
    ["OʼBRIEN", "O'BRIEN"],
    ["O´BRIEN", "O'BRIEN"],
    ["O`BRIEN", "O'BRIEN"],
    ["SMITH‑JONES", "SMITH-JONES"],
    ["SMITH – JONES", "SMITH-JONES"],
    ["D' ANGELO", "D'ANGELO"],
    ["D ’ANGELO", "D'ANGELO"],
    ["GIL\u3000DONG", "GIL DONG"],
    ["Müller", "MUELLER"],
    ["Mu\u0308ller", "MUELLER"],
    ["Ødegård", "OEDEGAARD"],
    ["Łukasz", "LUKASZ"],
    ["Muñoz", "MUNOZ"],
    ["Großmann", "GROSSMANN"],
    ["Æsir", "AESIR"],
    ["Þórunn", "THORUNN"],
    ["José", "JOSE"],
    ["Nguyễn", "NGUYEN"],
    ["İnci", "INCI"],
    ["Gal·la", "GALLA"],
    ["Ĳsbrand", "IJSBRAND"],
  ])("typed %j is printed %s", (typed, printed) => {
    expect(parseRomanName(typed)).toBe(printed);
  });

  it.each([
    ["\u200B", "required"],
    ["\u00A0", "required"],
    ["김", "romanName"],
    ["KIM김", "romanName"],
    ["\u3164", "romanName"],
    ["KIM1", "nameDigits"],
    ["ＫＩＭ２", "nameDigits"],
    ["J. R.", "nameFullStop"],
    ["MR", "nameTitle"],
    ["MINJI MS", "nameTitle"],
    ["mr minjun", "nameTitle"],
    ["MINJI MRS", "nameTitle"],
    ["MISS MINJI", "nameTitle"],
    ["MINJUN MSTR", "nameTitle"],
    ["DR MINJI", "nameTitle"],
    ["MINJI ANN MS", "nameTitle"],
    ["Иван", "romanName"],
    ["洪", "romanName"],
    ["さくら", "romanName"],
    ["KIM/MINJI", "nameCharacter"],
    ["KIM, MINJI", "nameCharacter"],
    ["Əli", "nameCharacter"],
    ["KIM😀", "nameCharacter"],
    ["-HONG", "nameJoints"],
    ["HONG'", "nameJoints"],
    ["GIL--DONG", "nameJoints"],
    ["KI\0M", "hiddenCharacter"],
    ["KIM\nLEE", "hiddenCharacter"],
    ["KIM\r\nBcc: x@y.z", "hiddenCharacter"],
    ["ß".repeat(20), "nameTooLong"],
  ])("typed %j is refused: %s", (typed, problem) => {
    expect(parseRomanName(typed)).toBeNull();
    expect(romanNameProblem(typed)).toBe(problem);
  });

  it("may hold the letters of a title within a word", () => {
    expect(parseRomanName("DRAKE")).toBe("DRAKE");
    expect(parseRomanName("MISSY ANN")).toBe("MISSY ANN");
    expect(parseRomanName("ANN DR MINJI")).toBe("ANN DR MINJI");
  });

  it("is at most as long as the line of a passport", () => {
    expect(parseRomanName("A".repeat(39))).toBe("A".repeat(39));
    expect(parseRomanName("A".repeat(40))).toBeNull();
  });

  it("is refused with the request for Roman letters only when it has letters of another script", () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[A-Za-zÀ-ž0-9 .,'!/-]{1,20}$/), (typed) => {
        if (parseRomanName(typed) === null) expect(romanNameProblem(typed)).not.toBe("romanName");
      }),
    );
  });

  it("names the character that no ticket has", () => {
    expect(strangeCharacter("KIM/MINJI")).toBe("/");
    expect(strangeCharacter("ali Ə")).toBe("Ə");
    expect(strangeCharacter("O'BRIEN-KIM")).toBeNull();
  });

  it("is stable once it is printed", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", maxLength: 20 }), (typed) => {
        const printed = parseRomanName(typed);
        if (printed === null) return;
        expect(parseRomanName(printed)).toBe(printed);
        expect(canonical(printed)).toBe(printed);
        expect(respelledName(printed)).toBeNull();
        expect(nameKey(typed)).toBe(nameKey(printed));
      }),
    );
  });
});

describe("a spelling that the customer confirms", () => {
  it.each([
    ["Müller", "MUELLER"],
    ["Großmann", "GROSSMANN"],
    ["ışık", "ISIK"],
  ])("%s: %s", (typed, spelling) => {
    expect(respelledName(typed)).toBe(spelling);
  });
  it.each(["kim", "ＫＩＭ", "O‘BRIEN", "SMITH‑JONES", "KIM\u200B", "김", "Müller1"])("%j: none", (typed) => {
    expect(respelledName(typed)).toBeNull();
  });
});

describe("a name is found", () => {
  it.each([
    ["ＫＩＭ", "KIM"],
    ["o´brien", "O'BRIEN"],
    ["SMITH‑JONES", "SMITH JONES"],
    ["Müller", "MUELLER"],
  ])("typed %j for %s", (typed, stored) => {
    expect(isSameName(typed, stored)).toBe(true);
  });
  it("by both spellings of its marked letters", () => {
    expect(nameKeys("Gül")).toEqual(["GUEL", "GUL"]);
    expect(nameKeys("Kim")).toEqual(["KIM"]);
  });
});

describe("a Korean name", () => {
  it.each([
    ["홍길동", true],
    ["홍길동".normalize("NFD"), true],
    ["남궁  민", true],
    ["남궁 민수", true],
    ["김 이 박", true],
    ["\u3164", false],
    ["\u115F", false],
    ["ㅋㅋㅋ", false],
    ["㈜", false],
    ["㈜대한", false],
    ["홍ㅠ", false],
    ["홍길동1", false],
    ["洪吉童", false],
    ["홍길동\n", true],
    ["홍\n길동", false],
  ])("%j: %s", (typed, taken) => {
    expect(koreanName.test(canonical(typed))).toBe(taken);
  });
});
