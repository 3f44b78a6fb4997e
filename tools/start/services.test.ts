import { describe, expect, test } from "vitest";
import type { Secrets } from "./secrets";
import { detectServices, serviceEnvironment, wantedPorts } from "./services";

const secrets: Secrets = {
  NEXTAUTH_SECRET: "local-secret",
  DATA_KEY: "local-data-key",
  INNGEST_EVENT_KEY: "local-event",
  INNGEST_SIGNING_KEY: "abcd",
  STRIPE_SECRET_KEY: "sk_test_local",
  STRIPE_WEBHOOK_SECRET: "whsec_local",
};
const environmentFor = (given: Record<string, string>) =>
  serviceEnvironment(given, detectServices(given), wantedPorts(given), secrets);

describe("services one by one", () => {
  test("with nothing given all are stand-ins on this machine", () => {
    expect(environmentFor({})).toMatchObject({
      APP_URL: "http://localhost:3000",
      INNGEST_BASE_URL: "http://127.0.0.1:8288",
      INNGEST_SIGNING_KEY: "abcd",
      STRIPE_API_URL: "http://127.0.0.1:12111",
      STRIPE_SECRET_KEY: "sk_test_local",
      SMTP_URL: "smtp://127.0.0.1:1025",
    });
  });

  test("a real Stripe account leaves the other stand-ins in place", () => {
    const env = environmentFor({ STRIPE_SECRET_KEY: "sk_live_x", STRIPE_WEBHOOK_SECRET: "whsec_x" });
    expect(env).toMatchObject({ STRIPE_SECRET_KEY: "sk_live_x", INNGEST_EVENT_KEY: "local-event" });
    expect(env.STRIPE_API_URL).toBeUndefined();
  });

  test("Inngest Cloud needs keys only", () => {
    const env = environmentFor({ INNGEST_EVENT_KEY: "e", INNGEST_SIGNING_KEY: "signkey-prod-ab" });
    expect(env.INNGEST_BASE_URL).toBeUndefined();
    expect(env.INNGEST_SIGNING_KEY).toBe("signkey-prod-ab");
  });

  test("what describes a real database reaches the parts, and never describes the stand-in", () => {
    const described = { DATABASE_URL_UNPOOLED: "postgres://direct/air", DATABASE_PREPARED_STATEMENTS: "off" };
    expect(environmentFor({ DATABASE_URL: "postgres://pooler/air", ...described })).toMatchObject(described);
    const names = Object.keys(environmentFor(described));
    expect(names.filter((name) => name.startsWith("DATABASE_"))).toEqual([]);
  });

  test("a mail server of one's own is used", () => {
    expect(environmentFor({ SMTP_URL: "smtp://mail:25" }).SMTP_URL).toBe("smtp://mail:25");
  });
});

describe("half-given services are refused by name", () => {
  test.each([
    [{ STRIPE_SECRET_KEY: "sk" }, "STRIPE_WEBHOOK_SECRET"],
    [{ INNGEST_BASE_URL: "http://x" }, "INNGEST_EVENT_KEY and INNGEST_SIGNING_KEY"],
    [{ INNGEST_EVENT_KEY: "e" }, "INNGEST_SIGNING_KEY"],
  ])("%o", (given, named) => {
    expect(() => detectServices(given)).toThrow(named);
  });
});

test("wanted ports come from the environment, and nonsense is named", () => {
  expect(wantedPorts({ PORT: "4000" })).toMatchObject({ app: 4000, postgres: 54_329 });
  expect(() => wantedPorts({ PORT: "http" })).toThrow("PORT");
});
