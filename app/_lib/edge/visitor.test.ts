import { expect, test } from "vitest";
import { visitorOf } from "./visitor";

const language = (url: string, headers: Record<string, string> = {}) => visitorOf(url, headers).locale;

test("the address names the language, then the cookie, then the browser", () => {
  const english = { cookie: "a=b; NEXT_LOCALE=en", "accept-language": "ko" };
  expect(language("/ko/x?y", english)).toBe("ko");
  expect(language("/x", english)).toBe("en");
  expect(language("/x", { cookie: "NEXT_LOCALE=de", "accept-language": "en-GB" })).toBe("en");
});

test.each([
  ["en;q=0.8, ko-KR", "ko"],
  ["de, en;q=0.5, ko;q=0.4", "en"],
  ["ko;q=0, en", "en"],
  ["de", "ko"],
  ["", "ko"],
  [";q=x,,=", "ko"],
])("a browser that wants %s reads %s", (wanted, locale) =>
  expect(language("/_next/x", { "accept-language": wanted })).toBe(locale),
);

test("the theme is that of the cookie", () => {
  expect(visitorOf("/", { cookie: "msa-theme=dark" }).theme).toBe("dark");
  expect(visitorOf("/", { cookie: "msa-theme=<x>" }).theme).toBe("system");
});
