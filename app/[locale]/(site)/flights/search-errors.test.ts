import { expect, test } from "vitest";
import { searchErrors } from "./search-errors";

const at = { known: new Map([["ICN", 1] as const, ["NRT", 1] as const]), today: "2026-11-27" };
const errors = (change: Record<string, string>) =>
  searchErrors({ trip: "oneway", from: "ICN", to: "NRT", depart: "2026-12-15", ...change }, at);

test("a search that can be made has no errors, and neither has a bare address", () => {
  expect(errors({ depart: at.today })).toEqual({});
  expect(searchErrors({}, at)).toEqual({});
});

test("all that is wrong is told at once", () => {
  expect(errors({ to: "ZZZ", depart: "abc" })).toEqual({ to: "airport", depart: "date" });
  expect(errors({ from: "ZZZ", infants: "2" })).toEqual({
    from: "airport",
    infants: "moreInfantsThanAdults",
  });
});

test("a day that is over is no day to fly", () => {
  expect(errors({ depart: "2026-11-26" })).toEqual({ depart: "pastDate" });
  expect(errors({ trip: "return", depart: "2020-01-02", return: "2020-01-01" })).toEqual({
    depart: "pastDate",
    return: "returnBeforeDepart",
  });
});
