import { expect, it } from "vitest";
import { fieldMessageKey } from "./field-key";

it("calls an empty field missing, whatever the schema says of it", () => {
  expect(fieldMessageKey("invalid", undefined)).toBe("required");
  expect(fieldMessageKey("date", "  ")).toBe("required");
  expect(fieldMessageKey("partyChanged", "")).toBe("partyChanged");
  expect(fieldMessageKey("overlappingFlights", undefined)).toBe("overlappingFlights");
});

it("passes on what has a message of its own, and calls the rest invalid", () => {
  expect(fieldMessageKey("romanName", "홍")).toBe("romanName");
  expect(fieldMessageKey("somethingNew", "x")).toBe("invalid");
});
