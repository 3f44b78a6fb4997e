import { expect, test } from "vitest";
import { bodyLimitOf, FORM_BYTES, NOTICE_BYTES, SIGN_IN_BYTES } from "./body-limits";

test("only a request with a signature may be large", () => {
  expect(bodyLimitOf("/api/payments/webhook", { "stripe-signature": "t=1,v1=x" })).toBe(NOTICE_BYTES);
  expect(bodyLimitOf("/api/payments/webhook", {})).toBe(FORM_BYTES);
  expect(bodyLimitOf("/api/inngest", { "x-inngest-signature": "t=1&s=x" })).toBeGreaterThan(NOTICE_BYTES);
  expect(bodyLimitOf("/api/inngest", {})).toBe(FORM_BYTES);
  expect(bodyLimitOf("/ko", { "x-inngest-signature": "t=1&s=x" })).toBe(FORM_BYTES);
});

test("a sign-in and a request for a token are short", () => {
  for (const path of ["/api/auth/callback/credentials", "/api/oauth/token"])
    expect(bodyLimitOf(path, {})).toBe(SIGN_IN_BYTES);
  expect(SIGN_IN_BYTES).toBeLessThan(FORM_BYTES);
});
