import { describe, expect, it } from "vitest";
import { matches } from "./combo-box-match";

const gimpo = {
  id: "GMP",
  text: "서울/김포 (GMP)",
  detail: "김포국제공항",
  keywords: ["Seoul", "Gimpo Intl"],
};

describe("combo box matching", () => {
  it.each(["김포", "gmp", "SEOUL", "gimpointl", "gimpo intl", "ＧＭＰ", "김포 국제", ""])(
    "finds by %j",
    (typed) => {
      expect(matches(gimpo, typed)).toBe(true);
    },
  );

  it("does not find what is not there", () => {
    expect(matches(gimpo, "제주")).toBe(false);
  });
});
