import { expect, test } from "vitest";
import { type ChosenFare, whyNotOffered } from "./not-offered";

const fare: ChosenFare = { status: "ON_SALE", sale: "OPEN", left: 3 };

test.each([
  ["a flight that does not exist", null, 1, "UNKNOWN_CHOICE"],
  ["a cancelled flight", { ...fare, status: "CANCELLED", sale: "FLIGHT_DEPARTED" }, 1, "FLIGHT_CANCELLED"],
  ["a full flight that has left", { ...fare, sale: "FLIGHT_DEPARTED", left: 0 }, 1, "FLIGHT_DEPARTED"],
  ["a flight whose sale has ended", { ...fare, sale: "SALES_CLOSED" }, 1, "FLIGHT_NOT_ON_SALE"],
  ["a fare without a seat", { ...fare, left: 0 }, 1, "SOLD_OUT"],
  ["a fare with fewer seats than the party", fare, 4, "NOT_ENOUGH_SEATS"],
  ["a fare of another search", fare, 3, "NOT_IN_RESULTS"],
] as const)("%s has a reason of its own", (_, chosen, units, why) => {
  expect(whyNotOffered(chosen, units)).toBe(why);
});
