import { afterAll, expect, test, vi } from "vitest";
import { ask, clientOf, codeFrom } from "@/app/_lib/rest/testing/ask";
import { closeDatabase } from "@/db/client";
import { registerUser } from "@/server/identity";
import { policies, system } from "@/server/reservation/testing/fixtures";
import type { RequestContext } from "@/server/shared/context";
import { uuidv7 } from "@/server/shared/ids";
import { anonymous } from "@/server/shared/testing/actors";
import * as messages from "./messages";
import * as profile from "./profile";

const afterAnswer = vi.hoisted(() => ({ mailAfterAnswer: vi.fn() }));
vi.mock("@/app/_lib/actions/after-answer", () => afterAnswer);
vi.mock("@/app/_lib/actions/after-commit", () => ({ followUp: vi.fn() }));
vi.mock("@/app/_lib/rest/caller", () => import("@/app/_lib/rest/testing/scripted-caller"));
afterAll(closeDatabase);

const PASSWORD = "honest-long-kite-42";
const fields = { surname: "KIM", givenName: "MINJI", birthDate: "1990-05-05", gender: "F" };

async function member(): Promise<RequestContext> {
  await policies();
  const email = `${uuidv7()}@example.com`;
  const { id } = await registerUser(system, { email, name: "김민지", password: PASSWORD, locale: "ko" });
  return { actor: { kind: "CUSTOMER", id, email, address: uuidv7() } };
}

test("a person keeps a profile and a companion, changes and deletes them", async () => {
  const ctx = await member();
  expect((await ask(profile.getProfile, ctx)).data).toMatchObject({ self: null, companions: [] });
  const kept = await ask(profile.putProfile, ctx, { body: { ...fields, version: null } });
  expect([kept.status, kept.data]).toMatchObject([200, { relation: "SELF", surname: "KIM", version: 1 }]);
  expect(
    await codeFrom(ask(profile.putProfile, ctx, { body: { ...fields, givenName: "SORA", version: 7 } })),
  ).toBe("CONFLICT");
  const key = uuidv7();
  const added = await ask(profile.addCompanion, ctx, { body: { ...fields, givenName: "SORA", key } });
  expect([added.status, added.data]).toMatchObject([201, { id: key, givenName: "SORA" }]);
  const params = { id: key };
  const body = { ...fields, givenName: "SORAN", version: 1 };
  expect((await ask(profile.changeCompanion, ctx, { params, body })).data).toMatchObject({
    givenName: "SORAN",
  });
  for (let n = 0; n < 2; n++) expect((await ask(profile.deleteCompanion, ctx, { params })).status).toBe(204);
  expect((await ask(profile.getProfile, ctx)).data.companions).toEqual([]);
  const wrong = await ask(profile.putProfile, ctx, { body: { ...fields, surname: "김", version: 1 } });
  expect([wrong.status, Object.keys(wrong.data.fieldErrors)]).toEqual([422, ["surname"]]);
});

test("nobody touches the companions of others, and a program not those of its own account", async () => {
  const [me, other] = [await member(), await member()];
  const key = uuidv7();
  await ask(profile.addCompanion, other, { body: { ...fields, key } });
  const params = { id: key };
  const change = { params, body: { ...fields, version: 1 } };
  expect(await codeFrom(ask(profile.changeCompanion, me, change))).toBe("NOT_FOUND");
  await ask(profile.deleteCompanion, me, { params });
  expect((await ask(profile.getProfile, other)).data.companions).toHaveLength(1);
  const client = clientOf(other, ["bookings:write"]);
  const program = { ...client, ctx: { ...client.ctx, clientId: uuidv7() } };
  for (const [by, code] of [
    [anonymous, "UNAUTHENTICATED"],
    [program, "FORBIDDEN"],
  ] as const) {
    expect(await codeFrom(ask(profile.getProfile, by))).toBe(code);
    expect(await codeFrom(ask(profile.putProfile, by, { body: { ...fields, version: null } }))).toBe(code);
    expect(await codeFrom(ask(profile.addCompanion, by, { body: { ...fields, key } }))).toBe(code);
    expect(await codeFrom(ask(profile.changeCompanion, by, change))).toBe(code);
    expect(await codeFrom(ask(profile.deleteCompanion, by, { params }))).toBe(code);
    expect(await codeFrom(ask(profile.deleteAccount, by, { body: { password: PASSWORD } }))).toBe(code);
  }
});

test("an account is deleted by its password, and its mail is sent after the answer", async () => {
  const ctx = await member();
  const del = (password: string) => ask(profile.deleteAccount, ctx, { body: { password } });
  const wrong = await del("wrong-wrong-wrong");
  expect([wrong.status, wrong.data.fieldErrors]).toEqual([422, { password: "passwordWrong" }]);
  expect(afterAnswer.mailAfterAnswer).not.toHaveBeenCalled();
  expect((await del(PASSWORD)).status).toBe(204);
  expect(afterAnswer.mailAfterAnswer).toHaveBeenCalledTimes(1);
});

test("kinds of e-mail are switched off and on, and those that the law asks for are not", async () => {
  const ctx = await member();
  const list = async () => (await ask(messages.listMessagePreferences, ctx)).data;
  const isOn = async (kind: string) =>
    (await list()).find((each: { kind: string }) => each.kind === kind)?.email;
  const change = (kind: string, email: boolean) =>
    ask(messages.changeMessagePreference, ctx, { params: { kind }, body: { email } });
  expect((await change("MILES", false)).status).toBe(200);
  expect(await isOn("MILES")).toBe(false);
  expect((await change("MILES", true)).status).toBe(200);
  expect(await isOn("MILES")).toBe(true);
  expect(await codeFrom(change("BOOKING", false))).toBe("INVALID_INPUT");
  expect(await codeFrom(change("WEATHER", false))).toBe("INVALID_INPUT");
});
