import { expect, test } from "vitest";
import { TEST_ENVIRONMENT } from "@/tools/test/environment";
import { readEnv } from "./env";

const good = { ...TEST_ENVIRONMENT, DATABASE_URL: "postgres://localhost/msa" };

test("a valid environment is read as it is; an empty variable counts as absent", () => {
  expect(readEnv({ ...good, GOOGLE_CLIENT_ID: "" })).toMatchObject({ APP_URL: good.APP_URL });
  expect(readEnv({ ...good, GOOGLE_CLIENT_ID: "" }).GOOGLE_CLIENT_ID).toBeUndefined();
});

const secrets = [
  "NEXTAUTH_SECRET",
  "DATA_KEY",
  "INNGEST_EVENT_KEY",
  "INNGEST_SIGNING_KEY",
  "STRIPE_SECRET_KEY",
];
test.each([...secrets, "STRIPE_WEBHOOK_SECRET"])("%s may not be missing, short or easy", (name) => {
  const bad = [
    undefined,
    "",
    "0123456789abcde",
    "a".repeat(40),
    "abababababababababababababababababababab",
    "changeme-0123456789-abcdefghijklmnopq",
    "Secret-0123456789-abcdefghijklmnopqrs",
    "password-0123456789-abcdefghijklmnopq",
  ];
  for (const value of bad) expect(() => readEnv({ ...good, [name]: value })).toThrow(name);
});

test.each([
  ["NEXTAUTH_SECRET", "0123456789abcdef0123456789abcde"],
  ["DATA_KEY", "0123456789abcdef0123456789abcde"],
  ["INNGEST_SIGNING_KEY", "0123456789abcdef0123456789abcde"],
  ["APP_URL", "air.example"],
  ["DATABASE_URL", "mysql://localhost/msa"],
  ["SMTP_URL", "http://localhost"],
])("%s is not %s", (name, value) => {
  expect(() => readEnv({ ...good, [name]: value })).toThrow(name);
});

test("an error names the variable, and never its value", () => {
  expect(() => readEnv({ ...good, NEXTAUTH_SECRET: "hunter2" })).toThrow(/^((?!hunter2).)*$/s);
});

test.each([
  ["https://air.example", "production", false],
  ["https://127.0.0.1.air.example", "production", false],
  ["http://localhost:3000", "production", true],
  ["http://127.0.0.1:3000", "production", true],
  ["https://air.example", "development", true],
])("webhooks to private addresses at %s in %s: %s", (APP_URL, NODE_ENV, isTaken) => {
  const read = () => readEnv({ ...good, APP_URL, NODE_ENV, WEBHOOKS_ALLOW_PRIVATE: "true" });
  if (isTaken) expect(read().WEBHOOKS_ALLOW_PRIVATE).toBe(true);
  else expect(read).toThrow("WEBHOOKS_ALLOW_PRIVATE");
  expect(readEnv({ ...good, APP_URL, NODE_ENV }).WEBHOOKS_ALLOW_PRIVATE).toBe(false);
});
