import { expect, it } from "vitest";
import { parseLocator } from "@/server/reservation/domain/locator";
import { decoded } from "./decoded";

it("reads a locator that was pasted into the address", () => {
  expect(parseLocator(decoded("K7M%E2%80%912QX%E2%80%8B"))).toBe("K7M2QX");
});

it.each(["K7M2QX", "%", "%E2%80"])("leaves %s as it is", (part) => {
  expect(decoded(part)).toBe(part);
});
