import { eq, sql } from "drizzle-orm";
import { afterAll, describe, expect, test } from "vitest";
import { closeDatabase, database } from "@/db/client";
import { emailChanges, users } from "@/db/schema/identity";
import {
  askEmailChange,
  confirmEmail,
  forgetSignIns,
  issuePasswordReset,
  registerUser,
  resetPassword,
  stopEmailChange,
  verifyPassword,
} from "@/server/identity";
import { accountSecurity, stoppableChange, userOfSession } from "@/server/identity/queries";
import { NEW_PASSWORD, PASSWORD, person, stranger, userRow } from "@/server/identity/testing/people";
import { systemContext } from "@/server/shared/context";
import { uuidv7 } from "@/server/shared/ids";
import { codeOf } from "@/server/shared/testing/outcome";

afterAll(closeDatabase);

type Person = Awaited<ReturnType<typeof person>>;
const address = () => `${uuidv7()}@example.com`;

/** Asks for a change. @returns the tokens of both mails. */
async function ask({ ctx }: Pick<Person, "ctx">, email: string) {
  const mails = await askEmailChange(ctx, { email, currentPassword: PASSWORD });
  const tokenOf = (kind: string) => mails.find((mail) => mail.kind === kind)?.token ?? "";
  return { mails, confirms: tokenOf("CHANGE_EMAIL"), stops: tokenOf("STOP_EMAIL_CHANGE") };
}
const confirm = (token: string) => confirmEmail(stranger(), { token });
const stop = (token: string) => stopEmailChange(stranger(), { token });

describe("a change of the address", () => {
  test("takes effect when the new mailbox confirms it, and both mailboxes are told", async () => {
    const me = await person();
    const email = address();
    const { mails, confirms } = await ask(me, email);
    expect(mails.map(({ kind, to }) => [kind, to])).toEqual([
      ["CHANGE_EMAIL", email],
      ["STOP_EMAIL_CHANGE", me.email],
    ]);
    expect(mails[1]?.maskedEmail).toMatch(/^..\*\*\*@example.com$/);
    expect(await accountSecurity(me.ctx)).toMatchObject({ email: me.email, pendingEmail: email });
    const { isChanged, mails: told } = await confirm(confirms);
    expect([isChanged, told.map(({ to }) => to)]).toEqual([true, [me.email, email]]);
    expect(await accountSecurity(me.ctx)).toMatchObject({
      email,
      pendingEmail: null,
      isEmailConfirmed: true,
    });
    expect((await verifyPassword(stranger(), { email, password: PASSWORD })).id).toBe(me.id);
    expect(await userOfSession(me.laptop)).toMatchObject({ email });
    const { rows } = await database().execute<{ data: object }>(sql`
      select data from shared.outbox where name = 'identity/user.changed' and data->>'userId' = ${me.id}`);
    expect(rows.map(({ data }) => data)).toEqual([
      expect.objectContaining({ email, change: "EMAIL", profileVersion: 2 }),
    ]);
    const log = await database().execute(
      sql`select before, after from shared.audit_log where entity_id = ${me.id} and action like '%email%'`,
    );
    expect(JSON.stringify(log.rows)).not.toContain(email);
    expect(log.rows).toHaveLength(2);
  });

  test("asks the password, with the limits of a sign-in, and another address", async () => {
    const { ctx, email } = await person();
    const wrong = (typed: object) =>
      askEmailChange(ctx, { email: address(), currentPassword: "x", ...typed });
    const errors = async (typed: object) =>
      wrong(typed).catch((error) => error.details?.fieldErrors ?? error.code);
    expect(await errors({})).toEqual({ currentPassword: "passwordWrong" });
    expect(await errors({ email: email.toUpperCase(), currentPassword: PASSWORD })).toEqual({
      email: "emailSame",
    });
    expect(await errors({ email: "no", currentPassword: "" })).toEqual({
      ...{ email: "emailInvalid", currentPassword: "required" },
    });
    for (let n = 0; n < 10; n++) await errors({});
    expect(await errors({})).toBe("RATE_LIMITED");
    expect(await codeOf(askEmailChange(stranger(), { email, currentPassword: PASSWORD }))).toBe(
      "UNAUTHENTICATED",
    );
    expect(await codeOf(wrong({}))).toBe("RATE_LIMITED");
    const program = { ...(await person()).ctx, clientId: uuidv7() };
    expect(await codeOf(askEmailChange(program, { email, currentPassword: PASSWORD }))).toBe("FORBIDDEN");
  });

  test("to an address that has an account is answered the same, and its owner is told", async () => {
    const [me, other] = [await person(), await person()];
    const { mails } = await ask(me, other.email);
    expect(mails.map(({ kind, to }) => [kind, to])).toEqual([
      ["ADDRESS_TAKEN", other.email],
      ["STOP_EMAIL_CHANGE", me.email],
    ]);
    expect(mails[0]?.token).toBeUndefined();
    expect((await accountSecurity(me.ctx)).pendingEmail).toBe(other.email);
  });

  test("to an address that got an account meanwhile is refused, and the old one stays", async () => {
    const me = await person();
    const email = address();
    const { confirms } = await ask(me, email);
    await registerUser(stranger(), { email, name: "김민지", password: PASSWORD, locale: "ko" });
    expect(await codeOf(confirm(confirms))).toBe("EMAIL_TAKEN");
    expect((await userRow(me.id)).email).toBe(me.email);
  });

  test("is replaced by a newer one, and is used once", async () => {
    const me = await person();
    const [first, second] = [await ask(me, address()), await ask(me, address())];
    expect(await codeOf(confirm(first.confirms))).toBe("NOT_FOUND");
    const codes = await Promise.all([codeOf(confirm(second.confirms)), codeOf(confirm(second.confirms))]);
    expect(codes.filter((code) => code === "NOT_FOUND")).toHaveLength(1);
  });
});

describe("the owner of the old address", () => {
  test("stops a change that is not done: the password is void, sessions end, a new password can be chosen", async () => {
    const me = await person();
    const { confirms, stops } = await ask(me, address());
    expect(await stoppableChange(stops)).toEqual({ oldEmail: me.email, isDone: false });
    const token = await stop(stops);
    expect(await codeOf(confirm(confirms))).toBe("NOT_FOUND");
    expect(await userOfSession(me.laptop)).toBeNull();
    expect(await codeOf(verifyPassword(stranger(), { email: me.email, password: PASSWORD }))).toBe(
      "BAD_CREDENTIALS",
    );
    await resetPassword(stranger(), { token, password: NEW_PASSWORD });
    expect((await verifyPassword(stranger(), { email: me.email, password: NEW_PASSWORD })).id).toBe(me.id);
    expect(await codeOf(stop(stops))).toBe("NOT_FOUND");
  });

  test("undoes one that is done, whatever the thief did after it", async () => {
    const me = await person();
    const [second, third] = [address(), address()];
    const first = await ask(me, second);
    await confirm(first.confirms);
    const next = await ask(me, third);
    await confirm(next.confirms);
    const thief = await issuePasswordReset(stranger(), { email: third });
    await stop(first.stops);
    expect((await userRow(me.id)).email).toBe(me.email);
    expect(await codeOf(stop(next.stops))).toBe("NOT_FOUND");
    const reset = { token: thief?.token ?? "", password: NEW_PASSWORD };
    expect(await codeOf(resetPassword(stranger(), reset))).toBe("NOT_FOUND");
  });

  test("cannot be shut out: a reset by the new mailbox leaves the link, and nobody opens an account with the old address", async () => {
    const me = await person();
    const email = address();
    const { confirms, stops } = await ask(me, email);
    await confirm(confirms);
    const mail = await issuePasswordReset(stranger(), { email });
    await resetPassword(stranger(), { token: mail?.token ?? "", password: NEW_PASSWORD });
    const account = { email: me.email, name: "도둑", password: PASSWORD, locale: "ko" as const };
    expect(await codeOf(registerUser(stranger(), account))).toBe("EMAIL_TAKEN");
    const other = await person();
    expect((await ask(other, me.email)).confirms).toBe("");
    await stop(stops);
    expect((await userRow(me.id)).email).toBe(me.email);
  });

  test("has no say when the address was never confirmed: it may be a stranger's", async () => {
    const me = await person({ confirmed: false });
    const { mails, confirms } = await ask(me, address());
    expect(mails.map(({ kind }) => kind)).toEqual(["CHANGE_EMAIL"]);
    expect((await confirm(confirms)).mails).toHaveLength(1);
    const account = { email: me.email, name: "김서연", password: PASSWORD, locale: "ko" as const };
    expect((await registerUser(stranger(), account)).email).toBe(me.email);
  });

  test("may stop it for 72 hours; then links and changes are forgotten", async () => {
    const me = await person();
    const { confirms, stops } = await ask(me, address());
    await confirm(confirms);
    await database().execute(sql`update identity.mailed_links set expires_at = expires_at - interval '73 hours'
      where user_id = ${me.id} and purpose = 'STOP_EMAIL_CHANGE'`);
    expect([await stoppableChange(stops), await codeOf(stop(stops))]).toEqual([null, "NOT_FOUND"]);
    const left = async () => [
      await database().$count(emailChanges, eq(emailChanges.userId, me.id)),
      (await database().execute(sql`select from identity.mailed_links where user_id = ${me.id}`)).rows.length,
    ];
    await forgetSignIns(systemContext("test"));
    expect(await left()).toEqual([1, 2]);
    await database().execute(sql`update identity.mailed_links set expires_at = expires_at - interval '3 days',
      ended_at = ended_at - interval '3 days' where user_id = ${me.id}`);
    await database().execute(sql`update identity.email_changes set stoppable_until = now() - interval '3 days',
      created_at = now() - interval '6 days' where user_id = ${me.id}`);
    await forgetSignIns(systemContext("test"));
    expect(await left()).toEqual([0, 0]);
    expect(await database().$count(users, eq(users.id, me.id))).toBe(1);
  });
});
