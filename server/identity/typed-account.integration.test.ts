import { eq } from "drizzle-orm";
import { afterAll, describe, expect, test } from "vitest";
import { closeDatabase, database } from "@/db/client";
import { users } from "@/db/schema/identity";
import type { RequestContext } from "@/server/shared/context";
import { uuidv7 } from "@/server/shared/ids";
import { codeOf } from "@/server/shared/testing/outcome";
import { linkOauthAccount, registerUser, verifyPassword } from ".";
import { membersByEmail } from "./queries";

afterAll(closeDatabase);

const anonymous = (): RequestContext => ({ actor: { kind: "ANONYMOUS", address: uuidv7() } });
const admin: RequestContext = {
  actor: { kind: "STAFF", role: "ADMIN", id: uuidv7(), email: "", address: "10.0.0.2" },
};
const password = "평범하지 않은 비밀번호";
const registered = (email: string, name = "김민지") =>
  registerUser(anonymous(), { email, name, password, locale: "ko" });
const fieldErrorsOf = (work: Promise<unknown>) =>
  work.then(
    () => ({}),
    (error) => error.details?.fieldErrors ?? error,
  );

describe("an address with a Korean domain", () => {
  test("is one account, in every spelling of its domain", async () => {
    const local = uuidv7();
    const { id, email } = await registered(`${local}@한국.kr`);
    expect(email).toBe(`${local}@xn--3e0b707e.kr`);
    expect(await codeOf(registered(`${local.toUpperCase()}@XN--3E0B707E.kr`))).toBe("EMAIL_TAKEN");
    for (const typed of [
      `${local}@한국.kr`,
      `${local}@한국.kr`.normalize("NFD"),
      ` ${email.toUpperCase()}\u200B`,
    ]) {
      expect((await verifyPassword(anonymous(), { email: typed, password })).id).toBe(id);
      expect(await membersByEmail(admin, typed)).toEqual([id]);
    }
  });

  test("is the same account from a provider", async () => {
    const local = uuidv7();
    const link = (email: string) =>
      linkOauthAccount(anonymous(), {
        provider: "google",
        providerAccountId: uuidv7(),
        email,
        name: "김\r\n민지\u202E",
        locale: "ko",
      });
    const user = await link(`${local}@한국.kr`);
    expect(user.name).toBe("김 민지");
    expect((await link(`${local}@xn--3e0b707e.kr`)).id).toBe(user.id);
  });
});

test("an address with any character of RFC 5322 can sign up and sign in", async () => {
  const email = `a&b+${uuidv7()}@example.com`;
  const { id } = await registered(email);
  expect((await verifyPassword(anonymous(), { email, password })).id).toBe(id);
});

test.each(["\0", "kim\0@example.com", "\ud800@example.com", "kim@example-.com"])(
  "signing in with %j is answered like a wrong password",
  async (email) => {
    expect(await codeOf(verifyPassword(anonymous(), { email, password }))).toBe("BAD_CREDENTIALS");
  },
);

test("an account with an address of an older rule can still sign in", async () => {
  const email = `${uuidv7()}@example-.com`;
  const { id } = await registered(`${uuidv7()}@example.com`);
  await database().update(users).set({ email }).where(eq(users.id, id));
  expect((await verifyPassword(anonymous(), { email: email.toUpperCase(), password })).id).toBe(id);
});

test.each([
  ["\u200B", "nameInvisible"],
  ["\u3164", "nameInvisible"],
  ["김\r\n민지", "hiddenCharacter"],
  ["김\u202E민지", "hiddenCharacter"],
  ["김\0민지", "hiddenCharacter"],
])("the name %j is refused: %s", async (name, key) => {
  expect(await fieldErrorsOf(registered(`${uuidv7()}@example.com`, name))).toEqual({ name: key });
});

test.each([
  ["kim@example-.com", "emailInvalid"],
  [`${"a".repeat(65)}@example.com`, "emailInvalid"],
  ["kim@example.com\r\nBcc: lee@example.com", "emailInvalid"],
  [" ", "required"],
])("the address %j is refused: %s", async (email, key) => {
  expect(await fieldErrorsOf(registered(email))).toEqual({ email: key });
});
