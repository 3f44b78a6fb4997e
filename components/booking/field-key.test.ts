import { expect, it } from "vitest";
import { fieldMessageKey } from "./field-key";

it("reports an empty field as missing, whatever the schema reports", () => {
  expect(fieldMessageKey("invalid", undefined)).toBe("required");
  expect(fieldMessageKey("date", "  ")).toBe("required");
  expect(fieldMessageKey("partyChanged", "")).toBe("partyChanged");
  expect(fieldMessageKey("overlappingFlights", undefined)).toBe("overlappingFlights");
});

it("keeps keys that have a message, and turns all others into invalid", () => {
  expect(fieldMessageKey("romanName", "홍")).toBe("romanName");
  expect(fieldMessageKey("somethingNew", "x")).toBe("invalid");
});
