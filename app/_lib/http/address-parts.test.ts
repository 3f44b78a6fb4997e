import { expect, test } from "vitest";
import { parseLocator } from "@/server/reservation/domain/locator";
import { cursorOf, decoded, flightIdOf } from "./address-parts";

test("a locator that was pasted into the address is read", () => {
  expect(parseLocator(decoded("K7M%E2%80%912QX%E2%80%8B"))).toBe("K7M2QX");
});

test.each(["K7M2QX", "%", "%E2%80"])("%s stays as it is", (part) => {
  expect(decoded(part)).toBe(part);
});

test.each([undefined, "", "junk", ["a", "b"]])(
  "%j is no cursor: the list begins at its beginning",
  (asked) => {
    expect(cursorOf(asked)).toBeNull();
  },
);

test("a flight's id is a number that the database can hold", () => {
  expect(flightIdOf("42")).toBe(42);
  for (const text of ["", "0x1", "1.5", "-1", "99999999999", "abc"])
    expect(() => flightIdOf(text), text).toThrow("NOT_FOUND");
});
