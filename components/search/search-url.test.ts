import { describe, expect, it } from "vitest";
import { formValues, parseChoice, readView, resultsHref } from "./search-url";
import type { SearchValues } from "./types";

const search: SearchValues = {
  trip: "return",
  from: "GMP",
  to: "CJU",
  depart: "2026-12-01",
  return: "2026-12-05",
  adults: 2,
  children: 1,
  infants: 0,
};

const params = (href: string) => Object.fromEntries(new URL(href, "http://site").searchParams);

describe("the address of results", () => {
  it("holds the whole search, and is read back as the same search", () => {
    expect(formValues(params(resultsHref(search)))).toEqual(search);
  });

  it("carries the choice, the order, the filters and the open flight", () => {
    const filters = { time: "evening", max: 150_000, aircraft: "Boeing 737-8" } as const;
    const view = { out: "12.SAVER", sort: "price", ...filters, open: 12 } as const;
    expect(readView(params(resultsHref(search, view)))).toEqual(view);
  });

  it("leaves out values at their default", () => {
    const href = resultsHref({ ...search, trip: "oneway", children: 0 }, { sort: "departure" });
    expect(Object.keys(params(href))).toEqual(["trip", "from", "to", "depart", "adults"]);
  });

  it("ignores an order, a time of day or a choice that does not exist", () => {
    expect(readView({ sort: "colour", time: "noon", out: "<script>" })).toEqual({});
    for (const wrong of ["", "0", "-1", "1.5", "1e3", "1234567890", "x"])
      expect(readView({ max: wrong, open: wrong }), wrong).toEqual({});
    expect(readView({ aircraft: "x".repeat(61) })).toEqual({});
  });
});

describe("a wrong address", () => {
  it("still fills in the form with the valid values", () => {
    expect(formValues({ from: "gmp", depart: "2026-02-30", adults: "many", children: "12" })).toMatchObject({
      trip: "return",
      from: "GMP",
      depart: "",
      adults: 1,
      children: 0,
    });
  });
});

describe("a choice", () => {
  it("is a flight and a brand", () => {
    expect(parseChoice("12.SAVER")).toEqual({ flightId: 12, brand: "SAVER" });
    for (const wrong of ["", "12", "12.", "a.SAVER", "12.saver", "1234567890.SAVER"])
      expect(parseChoice(wrong), wrong).toBeNull();
  });
});
