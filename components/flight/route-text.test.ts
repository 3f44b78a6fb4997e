import { describe, expect, it } from "vitest";
import { legText, routeText } from "./route-text";

const leg = (origin: string, destination: string) => ({
  origin,
  destination,
  originCityKo: `${origin}시`,
  originCityEn: origin,
  destinationCityKo: `${destination}시`,
  destinationCityEn: destination,
});

describe("the words of a route", () => {
  it("names a flight in the reader's language", () => {
    expect(legText(leg("GMP", "CJU"), "ko")).toBe("GMP시 → CJU시");
    expect(legText(leg("GMP", "CJU"), "en")).toBe("GMP → CJU");
  });

  it("writes a trip there and back as one pair", () => {
    expect(routeText([leg("GMP", "CJU"), leg("CJU", "GMP")], "en")).toBe("GMP ⇄ CJU");
    expect(routeText([leg("GMP", "CJU"), leg("CJU", "PUS")], "en")).toBe("GMP → CJU · CJU → PUS");
    expect(routeText([], "en")).toBe("");
  });
});
