import { expect, test } from "vitest";
import { AppError } from "@/server/shared/errors";
import { failureText } from "./report-recovery";

test("a failure names its causes, not only the code that customers' pages translate", () => {
  const refused = new Error("Invalid API Key provided", { cause: "401" });
  expect(failureText(new AppError("PAYMENT_UNAVAILABLE", { cause: refused }))).toBe(
    "PAYMENT_UNAVAILABLE: Invalid API Key provided: 401",
  );
});
