import { getCountries } from "libphonenumber-js";
import { describe, expect, it } from "vitest";
import { countryName } from "@/i18n/format";
import { isNationality, nationalities } from "./nationality";

describe("nationalities", () => {
  it("are all countries of ISO 3166-1, each once, with a name in both languages", () => {
    expect([nationalities.length, new Set(nationalities).size]).toEqual([249, 249]);
    for (const locale of ["ko", "en"] as const)
      for (const code of nationalities) expect(countryName(code, locale)).not.toBe(code);
    expect([countryName("KR", "ko"), countryName("KR", "en")]).toEqual(["대한민국", "South Korea"]);
  });

  it("lack no country that has telephones", () => {
    // Parts of Saint Helena have telephones of their own; Kosovo's letters are not of ISO 3166-1.
    expect(getCountries().filter((code) => !isNationality(code))).toEqual(["AC", "TA", "XK"]);
  });

  it.each(["", "kr", "KOR", "ZZ", "EU", "K"])("%j is none", (code) => {
    expect(isNationality(code)).toBe(false);
  });
});
