import { expect, test } from "vitest";
import { shownStatus } from "./shown-status";

test.each([
  ["HELD", null, true, "CHARGING"],
  ["HELD", null, false, "HELD"],
  ["CREATED", null, false, "CREATED"],
  ["CANCELLED", "CUSTOMER", false, "CANCELLED"],
  ["CANCELLED", "AIRLINE", false, "FLIGHT_CANCELLED"],
  ["CANCELLED", null, false, "CANCELLED"],
  ["EXPIRED", null, false, "EXPIRED"],
] as const)("%s, cancelled by %s, being paid %s: %s", (status, cancelCause, charging, shown) => {
  expect(shownStatus({ status, cancelCause }, charging)).toBe(shown);
});
