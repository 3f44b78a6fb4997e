import { afterAll, expect, test, vi } from "vitest";
import { ask, clientOf, codeFrom } from "@/app/_lib/rest/testing/ask";
import { closeDatabase } from "@/db/client";
import { userOfSession } from "@/server/identity/queries";
import { person } from "@/server/identity/testing/people";
import { uuidv7 } from "@/server/shared/ids";
import { anonymous } from "@/server/shared/testing/actors";
import * as sessions from "./sessions";

vi.mock("@/app/_lib/actions/after-commit", () => ({ followUp: vi.fn() }));
vi.mock("@/app/_lib/rest/caller", () => import("@/app/_lib/rest/testing/scripted-caller"));
afterAll(closeDatabase);

const idsOf = (listed: { id: string }[]) => listed.map(({ id }) => id).sort();

test("a person lists the devices of the account, signs one out, and all others", async () => {
  const { ctx, laptop, phone } = await person();
  const list = await ask(sessions.listSessions, ctx);
  expect(idsOf(list.data)).toEqual([laptop.sessionId, phone.sessionId].sort());
  const params = { id: phone.sessionId ?? "" };
  for (let n = 0; n < 2; n++) expect((await ask(sessions.endSession, ctx, { params })).status).toBe(204);
  expect([await userOfSession(phone), (await userOfSession(laptop)) !== null]).toEqual([null, true]);
  expect((await ask(sessions.endOtherSessions, ctx)).status).toBe(204);
  expect((await ask(sessions.listSessions, ctx)).data).toMatchObject([
    { id: laptop.sessionId, isCurrent: true },
  ]);
});

test("nobody touches the devices of others, and a program not those of its own account", async () => {
  const [me, other] = [await person(), await person()];
  const params = { id: other.phone.sessionId ?? "" };
  expect(await codeFrom(ask(sessions.endSession, me.ctx, { params }))).toBe("NOT_FOUND");
  expect(await codeFrom(ask(sessions.endSession, me.ctx, { params: { id: "x" } }))).toBe("INVALID_INPUT");
  const client = clientOf(other.ctx, ["bookings:write"]);
  const program = { ...client, ctx: { ...client.ctx, clientId: uuidv7() } };
  for (const [by, code] of [
    [anonymous, "UNAUTHENTICATED"],
    [program, "FORBIDDEN"],
  ] as const) {
    expect(await codeFrom(ask(sessions.listSessions, by))).toBe(code);
    expect(await codeFrom(ask(sessions.endSession, by, { params }))).toBe(code);
    expect(await codeFrom(ask(sessions.endOtherSessions, by))).toBe(code);
  }
  expect(await userOfSession(other.phone)).not.toBeNull();
});
