import { expect, it } from "vitest";
import { chooseLanguage } from "./language";

it.each([
  ["ko", "en-US", "ko"],
  ["en", "ko-KR", "en"],
  ["auto", "en-GB,en;q=0.9,ko;q=0.8", "en"],
  ["auto", "en;q=0.5,ko;q=0.8", "ko"],
  ["auto", "ja,en;q=0.4", "en"],
  ["auto", "fr", "ko"],
  [null, undefined, "ko"],
])("asked for %s by a browser that prefers %s: %s", (locale, accept, expected) => {
  expect(chooseLanguage(locale, accept)).toBe(expected);
});
