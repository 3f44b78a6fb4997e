import { eq, sql } from "drizzle-orm";
import { afterAll, describe, expect, test } from "vitest";
import { closeDatabase, database } from "@/db/client";
import { knownPlaces, users } from "@/db/schema/identity";
import {
  askEmailChange,
  askPasswordReset,
  confirmEmail,
  issuePasswordReset,
  linkOauthAccount,
  resetPassword,
  verifyPassword,
} from "@/server/identity";
import { isResetOpen, userOfSession } from "@/server/identity/queries";
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
import { randomToken } from "./hash-token";

afterAll(closeDatabase);

const tokenFor = async (email: string) => (await issuePasswordReset(stranger(), { email }))?.token ?? "";
const reset = (token: string, password = NEW_PASSWORD) => resetPassword(stranger(), { token, password });

describe("a link for a new password", () => {
  test("sets the password, confirms the address, ends all sessions and tells the owner", async () => {
    const { id, email, laptop, phone } = await person({ confirmed: false });
    await verifyPassword(stranger(), { email, password: PASSWORD });
    const token = await tokenFor(email.toUpperCase());
    expect(await isResetOpen(token)).toBe(true);
    expect(await reset(token)).toEqual({ kind: "PASSWORD_CHANGED", to: email, locale: "ko" });
    expect(await isResetOpen(token)).toBe(false);
    expect([await userOfSession(laptop), await userOfSession(phone)]).toEqual([null, null]);
    expect((await userRow(id)).emailConfirmedAt).not.toBeNull();
    expect(await database().$count(knownPlaces, eq(knownPlaces.userId, id))).toBe(0);
    expect(await codeOf(verifyPassword(stranger(), { email, password: PASSWORD }))).toBe("BAD_CREDENTIALS");
    expect((await verifyPassword(stranger(), { email, password: NEW_PASSWORD })).id).toBe(id);
    const { rows } = await database().execute(
      sql`select action from shared.audit_log where entity_id = ${id} and action like '%password%' order by id`,
    );
    expect(rows.map(({ action }) => action)).toEqual(["ask-password-reset", "reset-password"]);
  });

  test("works once: of two at the same moment, one is refused", async () => {
    const { email } = await person();
    const token = await tokenFor(email);
    const codes = await Promise.all([codeOf(reset(token)), codeOf(reset(token))]);
    expect(codes.filter((code) => code === "NOT_FOUND")).toHaveLength(1);
    expect(await codeOf(reset(token))).toBe("NOT_FOUND");
  });

  test("ends the one before, and ends by itself", async () => {
    const { id, email } = await person();
    const [first, second] = [await tokenFor(email), await tokenFor(email)];
    expect(await codeOf(reset(first))).toBe("NOT_FOUND");
    const { rows } = await database().execute<{ minutes: number }>(sql`
      select round(extract(epoch from expires_at - created_at) / 60)::int as minutes
      from identity.mailed_links where user_id = ${id} and ended_at is null`);
    expect(rows).toEqual([{ minutes: 15 }]);
    await letLinksEnd(id);
    expect([await isResetOpen(second), await codeOf(reset(second))]).toEqual([false, "NOT_FOUND"]);
  });

  test("asked for many times at once leaves one link open", async () => {
    const { email } = await person();
    const tokens = await Promise.all(Array.from({ length: 6 }, () => tokenFor(email)));
    const open = await Promise.all(tokens.map(isResetOpen));
    expect(open.filter(Boolean)).toHaveLength(1);
  });

  test("that is forged or of another kind opens nothing, and is stored as a hash alone", async () => {
    const { id, email } = await person({ confirmed: false });
    const token = await tokenFor(email);
    for (const forged of [randomToken(), `${token}x`, "", "\0", "x".repeat(5_000)])
      expect(["NOT_FOUND", "INVALID_INPUT"]).toContain(await codeOf(reset(forged)));
    expect(await codeOf(confirmEmail(stranger(), { token }))).toBe("NOT_FOUND");
    const { rows } = await database().execute(sql`
      select 1 from identity.mailed_links l where l::text like ${`%${token}%`}
      union all select 1 from shared.outbox o where o.data::text like ${`%${token}%`}
      union all select 1 from shared.audit_log a where a::text like ${`%${token}%`}`);
    expect([rows, await isResetOpen(token)]).toEqual([[], true]);
    expect((await userRow(id)).emailConfirmedAt).toBeNull();
  });

  test("is not used up by a password that is refused", async () => {
    const { email } = await person();
    const token = await tokenFor(email);
    for (const weak of ["short", "1234567890", email])
      expect(await codeOf(reset(token, weak))).toBe("INVALID_INPUT");
    expect(await codeOf(reset(token))).not.toBe("NOT_FOUND");
  });

  test("ends a change of the address that somebody else began", async () => {
    const squatter = await person({ confirmed: false });
    const theirs = `${uuidv7()}@example.com`;
    const [mail] = await askEmailChange(squatter.ctx, { email: theirs, currentPassword: PASSWORD });
    await reset(await tokenFor(squatter.email));
    expect(await codeOf(confirmEmail(stranger(), { token: mail?.token ?? "" }))).toBe("NOT_FOUND");
    expect((await userRow(squatter.id)).email).toBe(squatter.email);
  });

  test("goes to the mailbox of the account alone: not to the one that it had before", async () => {
    const { id, email } = await person();
    const token = await tokenFor(email);
    await database()
      .update(users)
      .set({ email: `${uuidv7()}@example.com` })
      .where(eq(users.id, id));
    expect(await codeOf(reset(token))).toBe("NOT_FOUND");
  });
});

describe("asking for one", () => {
  test("is answered the same for an address without an account, and stops a place, not the owner", async () => {
    const { email } = await person();
    const unknown = `${uuidv7()}@example.com`;
    const here = stranger();
    for (const each of [email, unknown]) {
      for (let n = 0; n < 5; n++) expect(await askPasswordReset(here, { email: each })).toBe(each);
      expect(await codeOf(askPasswordReset(here, { email: each }))).toBe("RATE_LIMITED");
      expect(await askPasswordReset(stranger(), { email: each })).toBe(each);
    }
    expect(await issuePasswordReset(stranger(), { email: unknown })).toBeNull();
    for (const bad of ["", "no address", "a@b\r\nBcc: c@example.com"])
      expect(await codeOf(askPasswordReset(stranger(), { email: bad }))).toBe("INVALID_INPUT");
  });

  test("stops a place after twenty in an hour, whatever the addresses", async () => {
    const here = stranger();
    for (let n = 0; n < 20; n++) await askPasswordReset(here, { email: `${uuidv7()}@example.com` });
    expect(await codeOf(askPasswordReset(here, { email: `${uuidv7()}@example.com` }))).toBe("RATE_LIMITED");
  });

  test("writes to one mailbox ten times in an hour at most, and the last link goes on working", async () => {
    const { email } = await person();
    const tokens: string[] = [];
    for (let n = 0; n < 10; n++) tokens.push(await tokenFor(email));
    expect(await issuePasswordReset(stranger(), { email })).toBeNull();
    expect(await isResetOpen(tokens.at(-1) ?? "")).toBe(true);
  });

  test("for an account without a password names the providers, and gives no link", async () => {
    const email = `${uuidv7()}@example.com`;
    const link = (provider: "kakao" | "google") =>
      linkOauthAccount(stranger(), {
        provider,
        providerAccountId: uuidv7(),
        email,
        name: "김민지",
        locale: "en",
      });
    await link("kakao");
    await link("google");
    const mail = await issuePasswordReset(stranger(), { email });
    expect(mail).toMatchObject({ kind: "SIGN_IN_BY_PROVIDER", to: email, locale: "en" });
    expect(mail?.token).toBeUndefined();
    expect([...(mail?.providers ?? [])].sort()).toEqual(["google", "kakao"]);
  });

  test("works for staff too, with the role in the audit log", async () => {
    const { id, email } = await person();
    await database().update(users).set({ role: "ADMIN" }).where(eq(users.id, id));
    await reset(await tokenFor(email));
    const { rows } = await database().execute(
      sql`select after from shared.audit_log where entity_id = ${id} and action = 'reset-password'`,
    );
    expect(rows).toEqual([{ after: { role: "ADMIN" } }]);
    expect((await verifyPassword(stranger(), { email, password: NEW_PASSWORD })).role).toBe("ADMIN");
  });
});
