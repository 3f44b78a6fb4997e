import { expect, test } from "vitest";
import { type ChosenFare, whyNotOffered } from "./not-offered";

const fare: ChosenFare = {
  status: "ON_SALE",
  departsAt: "2026-12-01T10:00:00.000Z",
  salesEndAt: "2026-12-01T09:00:00.000Z",
  left: 3,
};
const before = "2026-12-01T08:59:59.999Z";

test.each([
  ["a flight that nobody knows", null, 1, before, "UNKNOWN_CHOICE"],
  ["a cancelled flight", { ...fare, status: "CANCELLED", left: 0 }, 1, before, "FLIGHT_CANCELLED"],
  ["a flight that has left full", { ...fare, left: 0 }, 1, fare.departsAt, "FLIGHT_DEPARTED"],
  ["a flight whose sale has ended", fare, 1, fare.salesEndAt, "FLIGHT_NOT_ON_SALE"],
  ["a fare without a seat", { ...fare, left: 0 }, 1, before, "SOLD_OUT"],
  ["a fare with fewer seats than the party", fare, 4, before, "NOT_ENOUGH_SEATS"],
  ["a fare of another search", fare, 3, before, "NOT_IN_RESULTS"],
] as const)("%s is told as such", (_, chosen, units, now, why) => {
  expect(whyNotOffered(chosen, units, now)).toBe(why);
});
