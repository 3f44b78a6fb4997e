import { expect, test } from "vitest";
import { TEST_ENVIRONMENT } from "@/tools/test/environment";
import { businessOf, isRegistrationNumber } from "./business-env";
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

test("the ports of webhooks: 443 unless told, and none of other protocols", () => {
  const ports = (text?: string) => readEnv({ ...good, WEBHOOKS_PORTS: text }).WEBHOOKS_PORTS;
  expect([ports(), ports("443,8443"), ports("443, 9443")]).toEqual([[443], [443, 8443], [443, 9443]]);
  for (const text of ["25", "443,80", "1023", "65536", "443,", "https", "8443.5", "0"])
    expect(() => ports(text), text).toThrow("WEBHOOKS_PORTS");
});

const business = {
  BUSINESS_NAME: "예시항공 주식회사",
  BUSINESS_REPRESENTATIVE: "김예시",
  BUSINESS_ADDRESS: "서울특별시 강서구 하늘길 1",
  BUSINESS_PHONE: "02-1234-5678",
  BUSINESS_EMAIL: "help@air.example.com",
  BUSINESS_REGISTRATION_NUMBER: "1234567891",
  BUSINESS_MAIL_ORDER_NUMBER: "2026-서울강서-0123",
  BUSINESS_HOSTING: "Example Cloud",
};
const open = { ...good, APP_URL: "https://air.example", NODE_ENV: "production" };

test("a site that others can reach says who sells; without one fact of it, it does not start", () => {
  const found = readEnv({ ...open, ...business });
  expect(found.BUSINESS_REGISTRATION_NUMBER).toBe("123-45-67891");
  expect(businessOf(found)).toMatchObject({ name: "예시항공 주식회사", isExample: false });
  for (const name of Object.keys(business))
    expect(() => readEnv({ ...open, ...business, [name]: "" }), name).toThrow(`${name}: is required`);
});

test("previews and machines of developers show example data, marked as such", () => {
  expect(businessOf(readEnv(good)).isExample).toBe(true);
  expect(businessOf(readEnv({ ...open, BUSINESS_EXAMPLE: "true" }))).toMatchObject({ isExample: true });
  expect(businessOf(readEnv({ ...open, ...business, BUSINESS_EXAMPLE: "true" })).isExample).toBe(true);
});

test.each([
  ["BUSINESS_REGISTRATION_NUMBER", "123-45-67890"],
  ["BUSINESS_REGISTRATION_NUMBER", "000-00-00000"],
  ["BUSINESS_REGISTRATION_NUMBER", "12345678"],
  ["BUSINESS_PHONE", "1234"],
  ["BUSINESS_PHONE", "call us"],
  ["BUSINESS_EMAIL", "help@"],
  ["BUSINESS_MAIL_ORDER_NUMBER", "0123"],
  ["BUSINESS_EXAMPLE", "yes"],
])("%s is not %s", (name, value) => {
  expect(() => readEnv({ ...open, ...business, [name]: value })).toThrow(name);
});

test("every wrong digit of a registration number is found", () => {
  const number = "1234567891";
  for (let at = 0; at < 10; at++)
    for (let digit = 0; digit < 10; digit++) {
      const other = number.slice(0, at) + digit + number.slice(at + 1);
      // The check divides the ninth digit's part by ten: there, and only there, one other digit may pass.
      if (at !== 8) expect(isRegistrationNumber(other), other).toBe(other === number);
    }
});

test.each(["02-1234-5678", "+82-2-1234-5678", "0212345678", "1588-1234", "010-1234-5678"])(
  "%s is a telephone number",
  (phone) => {
    expect(readEnv({ ...open, ...business, BUSINESS_PHONE: phone }).BUSINESS_PHONE).toBe(phone);
  },
);

test.each([
  ["https://air.example", "production", false],
  ["https://127.0.0.1.air.example", "production", false],
  ["http://localhost:3000", "production", true],
  ["http://127.0.0.1:3000", "production", true],
  ["https://air.example", "development", true],
])("webhooks to private addresses at %s in %s: %s", (APP_URL, NODE_ENV, isTaken) => {
  const read = () => readEnv({ ...good, ...business, APP_URL, NODE_ENV, WEBHOOKS_ALLOW_PRIVATE: "true" });
  if (isTaken) expect(read().WEBHOOKS_ALLOW_PRIVATE).toBe(true);
  else expect(read).toThrow("WEBHOOKS_ALLOW_PRIVATE");
  expect(readEnv({ ...good, ...business, APP_URL, NODE_ENV }).WEBHOOKS_ALLOW_PRIVATE).toBe(false);
});
