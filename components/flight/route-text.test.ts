import { describe, expect, it } from "vitest";
import { dayOffset, durationMinutes, legText, routeText } from "./route-text";

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

  it("says there and back once", () => {
    expect(routeText([leg("GMP", "CJU"), leg("CJU", "GMP")], "en")).toBe("GMP ⇄ CJU");
    expect(routeText([leg("GMP", "CJU"), leg("CJU", "PUS")], "en")).toBe("GMP → CJU · CJU → PUS");
    expect(routeText([], "en")).toBe("");
  });

  it("counts the days between two calendars, also backwards over the date line", () => {
    expect(dayOffset({ departureDate: "2026-12-31", arrivalDate: "2027-01-01" })).toBe(1);
    expect(dayOffset({ departureDate: "2026-12-01", arrivalDate: "2026-12-01" })).toBe(0);
    expect(dayOffset({ departureDate: "2026-12-02", arrivalDate: "2026-12-01" })).toBe(-1);
  });

  it("takes the duration from the instants", () => {
    const times = { departsAt: "2026-12-01T23:30:00+09:00", arrivesAt: "2026-12-01T15:40:00Z" };
    expect(durationMinutes(times)).toBe(70);
  });
});
