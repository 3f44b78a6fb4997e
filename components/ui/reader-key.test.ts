import { expect, it } from "vitest";
import { readerKey } from "./reader-key";

it("gives staff the text that was written for them, and everybody else the customer's", () => {
  const own = ["NO_ANSWER"] as const;
  expect(readerKey("NO_ANSWER", true, own)).toBe("NO_ANSWERStaff");
  expect(readerKey("NO_ANSWER", false, own)).toBe("NO_ANSWER");
  expect(readerKey("OTHER", true, [])).toBe("OTHER");
});
