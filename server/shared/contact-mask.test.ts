import { expect, test } from "vitest";
import { maskEmail, shownEmail } from "./contact-mask";
import { customerOf, staff } from "./testing/actors";

test.each([
  ["minji.kim@example.com", "m***@example.com"],
  ["a@example.com", "a***@example.com"],
  ["no address", "***"],
  ["@example.com", "***"],
])("%s is masked as %s", (address, masked) => {
  expect(maskEmail(address)).toBe(masked);
});

test("an address is shown in full only with the permission to read personal data", () => {
  expect(shownEmail(staff().actor, "kim@example.com")).toBe("kim@example.com");
  expect(shownEmail(customerOf().actor, "kim@example.com")).toBe("k***@example.com");
});
