import { afterEach, expect, test, vi } from "vitest";
import { realService, realServices, realServiceTitles, SERVICES_VARIABLE } from "./services";

afterEach(() => vi.unstubAllEnvs());

test("without --real no real service is asked, and each says what it needs", () => {
  vi.stubEnv(SERVICES_VARIABLE, "");
  expect(realServices()).toEqual({});
  expect(realServiceTitles()).toContain("Stripe (skipped: STRIPE_SECRET_KEY and --real are needed)");
});

test("a service that is named in part is not asked; one that is named is", () => {
  vi.stubEnv(
    SERVICES_VARIABLE,
    JSON.stringify({ SMTP_URL: "smtp://mail.example:587", MAIL_FROM: "a@example.com" }),
  );
  expect(realService("mail").why).toBe("CONTRACT_MAIL_TO and --real are needed");
  vi.stubEnv(SERVICES_VARIABLE, JSON.stringify({ STRIPE_SECRET_KEY: "sk_test_123" }));
  expect(realService("payment")).toEqual({ name: "Stripe" });
});

test("a key that moves money is refused", () => {
  const live = { [SERVICES_VARIABLE]: JSON.stringify({ STRIPE_SECRET_KEY: "sk_live_123" }) };
  expect(() => realServices(live)).toThrow("is no key of the test mode");
});
