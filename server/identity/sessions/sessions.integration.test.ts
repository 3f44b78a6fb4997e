import { eq, sql } from "drizzle-orm";
import { afterAll, describe, expect, test } from "vitest";
import { closeDatabase, database } from "@/db/client";
import { sessions, users } from "@/db/schema/identity";
import {
  changePassword,
  endAllSessions,
  endOtherSessions,
  endOwnSession,
  endSession,
  issuePasswordReset,
  noteSession,
  startSession,
  verifyPassword,
} from "@/server/identity";
import { isResetOpen, listOwnSessions, userOfSession, whySessionEnded } from "@/server/identity/queries";
import type { Session } from "@/server/identity/schemas";
import { NEW_PASSWORD, PASSWORD, person, stranger } from "@/server/identity/testing/people";
import { uuidv7 } from "@/server/shared/ids";
import { codeOf } from "@/server/shared/testing/outcome";

afterAll(closeDatabase);

const isOpen = async (...all: Session[]) =>
  Promise.all(all.map(async (session) => (await userOfSession(session)) !== null));
const idOf = ({ sessionId }: Session) => sessionId ?? "";

describe("the list of sessions", () => {
  test("shows the member's own that are open, in coarse words", async () => {
    const [me, other] = [await person(), await person()];
    const iphone =
      "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605.1 (KHTML, like Gecko) Version/19.0 Mobile Safari/604";
    const third = await startSession(me.id, { userAgent: iphone, address: "203.0.113.77" });
    await endSession(me.ctx, me.phone);
    await endOwnSession(other.ctx, { sessionId: idOf(other.phone) });
    const listed = await listOwnSessions(me.ctx);
    expect(listed.map(({ id, isCurrent }) => [id, isCurrent])).toEqual([
      [idOf(third), false],
      [idOf(me.laptop), true],
    ]);
    expect(listed[0]).toMatchObject({ browser: "SAFARI", system: "IPHONE", network: "203.0.113.0/24" });
    const { rows } = await database().execute(sql`
      select 1 from identity.sessions s where s::text like '%203.0.113.77%' or s::text like '%Mozilla%'`);
    expect(rows).toEqual([]);
  });

  test("leaves out sessions whose time is over, and is nobody else's", async () => {
    const { ctx, phone } = await person();
    await database()
      .update(sessions)
      .set({ expiresAt: sql`now() - interval '1 minute'` })
      .where(eq(sessions.id, idOf(phone)));
    expect(await listOwnSessions(ctx)).toHaveLength(1);
    expect(await codeOf(listOwnSessions(stranger()))).toBe("UNAUTHENTICATED");
    expect(await codeOf(listOwnSessions({ ...ctx, clientId: uuidv7() }))).toBe("FORBIDDEN");
  });
});

describe("the latest use", () => {
  const seen = async (session: Session) => {
    const [row] = await database()
      .select()
      .from(sessions)
      .where(eq(sessions.id, idOf(session)));
    return row;
  };
  const visit = { userAgent: "Firefox/140 Windows", address: "198.51.100.9" };

  test("is written once in ten minutes", async () => {
    const { laptop } = await person();
    await noteSession(laptop, visit);
    expect(await seen(laptop)).toMatchObject({ browser: "OTHER", place: "" });
    await database()
      .update(sessions)
      .set({ seenAt: sql`now() - interval '11 minutes'` })
      .where(eq(sessions.id, idOf(laptop)));
    const before = await seen(laptop);
    await noteSession(laptop, visit);
    const after = await seen(laptop);
    expect(after).toMatchObject({ browser: "FIREFOX", system: "WINDOWS", place: "198.51.100.0/24" });
    expect(after?.seenAt.getTime()).toBeGreaterThan(before?.seenAt.getTime() ?? Number.NaN);
    expect(after?.startedAt).toEqual(before?.startedAt);
  });

  test("brings a session of an earlier release into the list, and cannot bring another's or an ended one back", async () => {
    const [me, other] = [await person(), await person()];
    await database()
      .delete(sessions)
      .where(eq(sessions.id, idOf(me.phone)));
    expect(await listOwnSessions(me.ctx)).toHaveLength(1);
    await noteSession(me.phone, visit);
    expect(await listOwnSessions(me.ctx)).toHaveLength(2);
    await noteSession({ ...me.phone, userId: other.id }, visit);
    expect(await listOwnSessions(other.ctx)).toHaveLength(2);
    await endSession(me.ctx, me.phone);
    await noteSession(me.phone, visit);
    expect([await isOpen(me.phone), (await listOwnSessions(me.ctx)).length]).toEqual([[false], 1]);
  });
});

describe("ending sessions", () => {
  test("one of the list, not twice, and nobody else's", async () => {
    const [me, other] = [await person(), await person()];
    for (let n = 0; n < 2; n++) await endOwnSession(me.ctx, { sessionId: idOf(me.phone) });
    expect(await isOpen(me.laptop, me.phone)).toEqual([true, false]);
    expect(await codeOf(endOwnSession(me.ctx, { sessionId: idOf(other.phone) }))).toBe("NOT_FOUND");
    expect(await codeOf(endOwnSession(me.ctx, { sessionId: "x" }))).toBe("INVALID_INPUT");
    expect(await codeOf(endOwnSession(stranger(), { sessionId: idOf(other.phone) }))).toBe("UNAUTHENTICATED");
    const program = { ...other.ctx, clientId: uuidv7() };
    expect(await codeOf(endOwnSession(program, { sessionId: idOf(other.phone) }))).toBe("FORBIDDEN");
    expect(await codeOf(endOtherSessions(program))).toBe("FORBIDDEN");
    expect(await isOpen(other.phone)).toEqual([true]);
    const { rows } = await database().execute(
      sql`select from shared.audit_log where entity_id = ${me.id} and action = 'end-session'`,
    );
    expect(rows).toHaveLength(1);
  });

  test("all others keeps this one; everywhere ends this one too", async () => {
    const me = await person();
    const third = await startSession(me.id);
    await endOtherSessions(me.ctx);
    await endOtherSessions(me.ctx);
    expect(await isOpen(me.laptop, me.phone, third)).toEqual([true, false, false]);
    expect((await listOwnSessions(me.ctx)).map(({ isCurrent }) => isCurrent)).toEqual([true]);
    expect(await isOpen(await startSession(me.id))).toEqual([true]);
    await endAllSessions(me.ctx);
    expect(await isOpen(me.laptop)).toEqual([false]);
  });

  test("is told apart from the end of its time", async () => {
    const { ctx, laptop } = await person();
    await endSession(ctx, laptop);
    expect(await whySessionEnded(laptop)).toBe("ENDED");
    expect(await whySessionEnded({ ...laptop, expiresAtSeconds: 1_700_000_000 })).toBe("EXPIRED");
  });
});

describe("a new password", () => {
  const change = ({ ctx }: { ctx: Parameters<typeof changePassword>[0] }, typed: object = {}) =>
    changePassword(ctx, { currentPassword: PASSWORD, password: NEW_PASSWORD, ...typed });

  test("keeps this session, ends the others and links for another one, and tells the owner", async () => {
    const me = await person();
    const mail = await issuePasswordReset(stranger(), { email: me.email });
    expect(await change(me)).toEqual({ kind: "PASSWORD_CHANGED", to: me.email, locale: "ko" });
    expect(await isOpen(me.laptop, me.phone)).toEqual([true, false]);
    expect(await isResetOpen(mail?.token ?? "")).toBe(false);
    expect((await verifyPassword(stranger(), { email: me.email, password: NEW_PASSWORD })).id).toBe(me.id);
  });

  test("needs the present one, and must be hard to guess", async () => {
    const me = await person();
    const errors = (typed: object) => change(me, typed).catch((error) => error.details?.fieldErrors);
    expect(await errors({ currentPassword: "wrong" })).toEqual({ currentPassword: "passwordWrong" });
    expect(await errors({ password: "1234567890" })).toEqual({ password: "passwordTooEasy" });
    expect(await errors({ currentPassword: "", password: "short" })).toEqual({
      ...{ currentPassword: "required", password: "passwordTooShort" },
    });
    expect(await isOpen(me.phone)).toEqual([true]);
    expect(await codeOf(change({ ctx: stranger() }))).toBe("UNAUTHENTICATED");
    expect(await codeOf(change({ ctx: { ...me.ctx, clientId: uuidv7() } }))).toBe("FORBIDDEN");
  });

  test("of two at the same moment one counts", async () => {
    const me = await person();
    const codes = await Promise.all([
      codeOf(change(me)),
      codeOf(change(me, { password: `${NEW_PASSWORD}!` })),
    ]);
    expect(codes.filter((code) => code === "CONFLICT")).toHaveLength(1);
  });

  test("cannot be set where there is none", async () => {
    const me = await person();
    await database().update(users).set({ passwordHash: null }).where(eq(users.id, me.id));
    expect(await codeOf(change(me))).toBe("FORBIDDEN");
  });
});
