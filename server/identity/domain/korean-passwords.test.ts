import { expect, test } from "vitest";
import { koreanPasswords } from "./korean-passwords";

test.each([
  "사랑해",
  "대한민국",
  "친구",
  "관리자",
  "ㅂㅈㄷㄱ",
  "ㅋㅋㅋㅋ",
  "korea",
  "msaair",
  "qwer1234",
  "1004",
])("%s is a usual password", (word) => expect(koreanPasswords).toContain(word));

test.each([
  ["사랑해", "tkfkdgo"],
  ["화이팅", "ghkdlxld"],
  ["나비", "skql"],
])("%s is one too when it is typed with the keyboard set to English: %s", (_, typed) =>
  expect(koreanPasswords).toContain(typed),
);

test("no entry is blank or there twice", () => {
  expect(koreanPasswords.filter((word) => word.trim() === "")).toEqual([]);
  expect(new Set(koreanPasswords).size).toBe(koreanPasswords.length);
});

test("the list begins with the most usual word", () => expect(koreanPasswords[0]).toBe("사랑해"));
