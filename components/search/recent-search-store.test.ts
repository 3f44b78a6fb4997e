import { beforeEach, expect, test, vi } from "vitest";
import { forgetSearch, readSearches, rememberSearch, storedSearches } from "./recent-search-store";
import type { SearchValues } from "./types";

const search = (more: Partial<SearchValues> = {}): SearchValues => ({
  ...{ trip: "oneway", from: "GMP", to: "CJU", depart: "2027-01-10", return: "" },
  ...{ adults: 2, children: 0, infants: 0, ...more },
});

beforeEach(() => {
  const kept = new Map<string, string>();
  vi.stubGlobal("localStorage", {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => kept.set(key, value),
  });
  vi.stubGlobal("window", new EventTarget());
});

const recent = (today = "2027-01-01") => readSearches(storedSearches(), today);

test("the latest search comes first, and a route is there once", () => {
  rememberSearch(search());
  rememberSearch(search({ to: "PUS" }));
  rememberSearch(search({ depart: "2027-02-01" }));
  expect(recent()).toEqual([search({ depart: "2027-02-01" }), search({ to: "PUS" })]);
});

test("at most four are kept", () => {
  for (const to of ["CJU", "PUS", "NRT", "KIX", "FUK"]) rememberSearch(search({ to }));
  expect(recent().map(({ to }) => to)).toEqual(["FUK", "KIX", "NRT", "PUS"]);
});

test("a search is forgotten", () => {
  rememberSearch(search());
  rememberSearch(search({ to: "PUS" }));
  forgetSearch(search());
  expect(recent()).toEqual([search({ to: "PUS" })]);
});

test("days that have passed and texts that are no search are not shown", () => {
  rememberSearch(search());
  expect(recent("2027-01-11")).toEqual([]);
  expect(readSearches("from=<b>&to=CJU&depart=2027-01-10&trip=oneway\nnonsense\n", "2027-01-01")).toEqual([]);
  rememberSearch(search({ trip: "return", return: "2027-01-09" }));
  expect(recent()).toEqual([search()]);
});

test("a browser that keeps nothing has none, and nothing fails", () => {
  vi.stubGlobal("localStorage", {
    getItem: () => {
      throw new Error("denied");
    },
    setItem: () => {
      throw new Error("denied");
    },
  });
  rememberSearch(search());
  expect(recent()).toEqual([]);
});
