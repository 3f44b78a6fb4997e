import { afterAll, describe, expect, test } from "vitest";
import { closeDatabase } from "@/db/client";
import {
  confirmEmail,
  issueConfirmation,
  linkOauthAccount,
  registerUser,
  signUp,
  verifyPassword,
} from "@/server/identity";
import { accountSecurity, confirmationOf } from "@/server/identity/queries";
import {
  letLinksEnd,
  NEW_PASSWORD,
  PASSWORD,
  person,
  stranger,
  userRow,
} from "@/server/identity/testing/people";
import { uuidv7 } from "@/server/shared/ids";
import { codeOf } from "@/server/shared/testing/outcome";

afterAll(closeDatabase);

const confirm = (token: string | undefined) => confirmEmail(stranger(), { token: token ?? "" });
const wanted = (email: string, password = PASSWORD) => ({
  ...{ email, name: "김민지", password, locale: "ko" as const },
});

describe("signing up", () => {
  test("sends a link that confirms the address once", async () => {
    const email = `${uuidv7()}@example.com`;
    const mail = await signUp(stranger(), wanted(email));
    expect(mail).toMatchObject({ kind: "CONFIRM_EMAIL", to: email, locale: "ko" });
    const { id } = await verifyPassword(stranger(), { email, password: PASSWORD });
    expect((await userRow(id)).emailConfirmedAt).toBeNull();
    expect(await confirmationOf(mail?.token ?? "")).toEqual({ email, isChange: false });
    const codes = await Promise.all([codeOf(confirm(mail?.token)), codeOf(confirm(mail?.token))]);
    expect(codes.filter((code) => code === "NOT_FOUND")).toHaveLength(1);
    expect((await userRow(id)).emailConfirmedAt).not.toBeNull();
  });

  test("with an address that has an account tells its owner, changes nothing, and is answered without an error", async () => {
    const { id, email } = await person();
    const before = await userRow(id);
    const mail = await signUp(stranger(), wanted(email.toUpperCase(), NEW_PASSWORD));
    expect(mail).toEqual({ kind: "ADDRESS_TAKEN", to: email, locale: "ko" });
    expect(await userRow(id)).toEqual(before);
    expect(await codeOf(verifyPassword(stranger(), { email, password: NEW_PASSWORD }))).toBe(
      "BAD_CREDENTIALS",
    );
  });

  test("with an address of others does not fill their mailbox", async () => {
    const { email } = await person();
    for (let n = 0; n < 10; n++) expect(await signUp(stranger(), wanted(email))).not.toBeNull();
    expect(await signUp(stranger(), wanted(email))).toBeNull();
  });

  test("says what is wrong with a field, for a taken address too", async () => {
    const { email } = await person();
    for (const address of [email, `${uuidv7()}@example.com`])
      expect(await codeOf(signUp(stranger(), wanted(address, "1234567890")))).toBe("INVALID_INPUT");
  });
});

describe("a link that confirms the address", () => {
  test("is sent to members who ask, five times in an hour, and the newest counts", async () => {
    const { id, ctx } = await person({ confirmed: false });
    const tokens: (string | undefined)[] = [];
    for (let n = 0; n < 5; n++) tokens.push((await issueConfirmation(ctx))?.token);
    expect(await codeOf(issueConfirmation(ctx))).toBe("RATE_LIMITED");
    expect(await codeOf(confirm(tokens[3]))).toBe("NOT_FOUND");
    await confirm(tokens[4]);
    expect((await accountSecurity(ctx)).isEmailConfirmed).toBe(true);
    expect((await userRow(id)).emailConfirmedAt).not.toBeNull();
  });

  test("is not sent for a confirmed address, nor to strangers", async () => {
    const { ctx } = await person();
    expect(await issueConfirmation(ctx)).toBeNull();
    expect(await codeOf(issueConfirmation(stranger()))).toBe("UNAUTHENTICATED");
    expect(await codeOf(accountSecurity(stranger()))).toBe("UNAUTHENTICATED");
  });

  test("ends after its time", async () => {
    const { id, ctx } = await person({ confirmed: false });
    const mail = await issueConfirmation(ctx);
    await letLinksEnd(id);
    expect(await codeOf(confirm(mail?.token))).toBe("NOT_FOUND");
    expect(await confirmationOf(mail?.token ?? "")).toBeNull();
  });

  test("is not needed where a provider vouches for the address", async () => {
    const email = `${uuidv7()}@example.com`;
    const { id } = await linkOauthAccount(stranger(), {
      ...{ provider: "google", providerAccountId: uuidv7(), email, name: null, locale: "ko" },
    });
    expect((await userRow(id)).emailConfirmedAt).not.toBeNull();
    const typed = await registerUser(stranger(), wanted(`${uuidv7()}@example.com`));
    expect((await userRow(typed.id)).emailConfirmedAt).toBeNull();
  });
});
