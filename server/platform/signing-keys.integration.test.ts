import { asc, eq, isNull, sql } from "drizzle-orm";
import { decodeProtectedHeader } from "jose";
import { afterAll, beforeEach, describe, expect, test, vi } from "vitest";
import { closeDatabase, database } from "@/db/client";
import { signingKeys } from "@/db/schema/platform";
import { auditLog } from "@/db/schema/shared";
import { systemContext, transaction } from "@/server/shared/context";
import { readEnv } from "@/server/shared/env";
import { anonymous, customerOf, staff } from "@/server/shared/testing/actors";
import { codeOf, fieldsOf } from "@/server/shared/testing/outcome";
import { issueAccessToken, retireSigningKey, rotateSigningKeys } from ".";
import { lockSigningKeys } from "./publish-signing-key";
import { clientOfToken, getSigningKey, listSigningKeys, publicKeySet } from "./queries";
import { requireSigningKey } from "./require-signing-key";
import { signingKeyView } from "./schemas";
import type { SigningKey } from "./signing-key-rules";
import { registered } from "./testing/clients";

const { variables } = vi.hoisted(() => ({ variables: {} as Record<string, string> }));
vi.mock("@/server/shared/env", async (original) => {
  const actual = await original<typeof import("@/server/shared/env")>();
  return { ...actual, env: () => readEnv({ ...process.env, ...variables }) };
});
const OTHER_KEY = "another-key-0123456789abcdef0123456789abcdef";

const system = systemContext("rotate-signing-keys");
beforeEach(async () => {
  delete variables.DATA_KEY;
  await database().delete(signingKeys);
});
afterAll(closeDatabase);

const keys = () => database().select().from(signingKeys).orderBy(asc(signingKeys.createdAt));
const age = (kid: string, days: number) =>
  database()
    .update(signingKeys)
    .set({ usedFrom: sql`clock_timestamp() - make_interval(days => ${days})` })
    .where(eq(signingKeys.kid, kid));
const newToken = async () => (await issueAccessToken(anonymous, await registered())).token;
const kidOf = (token: string) => decodeProtectedHeader(token).kid as string;

/** The number of transactions that wait for the lock of the keys. */
async function waiting(): Promise<number> {
  const { rows } = await database().execute<{ count: number }>(sql`
    select count(*)::int as count from pg_locks where locktype = 'advisory' and not granted
      and database = (select oid from pg_database where datname = current_database())`);
  return rows[0]?.count ?? 0;
}

test("of processes that need the first key at the same time one makes it", async () => {
  let asked: Promise<SigningKey>[] = [];
  await transaction(system, async (tx) => {
    await lockSigningKeys(tx);
    asked = Array.from({ length: 3 }, () => requireSigningKey());
    await expect.poll(waiting).toBe(3);
  });
  const made = await Promise.all(asked);
  expect(new Set(made.map(({ kid }) => kid)).size).toBe(1);
  const [key, ...more] = await keys();
  expect(more).toEqual([]);
  const audited = await database()
    .select()
    .from(auditLog)
    .where(eq(auditLog.entityId, key?.kid as string));
  expect(audited).toMatchObject([
    { action: "publish-signing-key", entity: "signing-key", actorKind: "SYSTEM" },
  ]);
  expect(key?.privateJwk?.toString()).not.toContain('"d"');
});

test("a key changes: published a day before, then it signs, then the old one is gone", async () => {
  const old = await newToken();
  await age(kidOf(old), 29);
  const { published } = await rotateSigningKeys(system);
  expect((await publicKeySet()).keys.map(({ kid }) => kid)).toEqual([published, kidOf(old)]);
  // Again nothing happens, and the old one still signs.
  expect(await rotateSigningKeys(system)).toEqual({ published: null, retired: [] });
  expect(kidOf(await newToken())).toBe(kidOf(old));

  await age(kidOf(old), 30);
  await age(published as string, 0);
  const fresh = await newToken();
  expect(kidOf(fresh)).toBe(published);
  expect(await clientOfToken(old)).not.toBeNull();
  expect(await rotateSigningKeys(system)).toEqual({ published: null, retired: [] });

  await age(published as string, 1);
  expect(await rotateSigningKeys(system)).toEqual({ published: null, retired: [kidOf(old)] });
  expect((await publicKeySet()).keys.map(({ kid }) => kid)).toEqual([published]);
  const [retired] = await database()
    .select()
    .from(signingKeys)
    .where(eq(signingKeys.kid, kidOf(old)));
  expect([retired?.privateJwk, retired?.retiredAt]).toEqual([null, expect.any(Date)]);
  expect(await clientOfToken(fresh)).not.toBeNull();
});

test("replicas that sweep at the same time publish one key", async () => {
  const { kid } = await requireSigningKey();
  await age(kid, 29);
  let swept: Promise<unknown>[] = [];
  await transaction(system, async (tx) => {
    await lockSigningKeys(tx);
    swept = Array.from({ length: 3 }, () => rotateSigningKeys(system));
    await expect.poll(waiting).toBe(3);
  });
  await Promise.all(swept);
  expect(await database().select().from(signingKeys).where(isNull(signingKeys.retiredAt))).toHaveLength(2);
});

test("a key that DATA_KEY does not open is replaced by the next token; tokens that it signed still count", async () => {
  const old = await newToken();
  variables.DATA_KEY = OTHER_KEY;
  const fresh = await newToken();
  expect(kidOf(fresh)).not.toBe(kidOf(old));
  expect(await clientOfToken(old)).not.toBeNull();
  expect(await clientOfToken(fresh)).not.toBeNull();
  // The process that still has the old DATA_KEY goes on with its own key.
  delete variables.DATA_KEY;
  expect(kidOf(await newToken())).toBe(kidOf(old));
  expect(await keys()).toHaveLength(2);
});

test("the sweep replaces it too", async () => {
  await requireSigningKey();
  variables.DATA_KEY = OTHER_KEY;
  const { published } = await rotateSigningKeys(system);
  expect(kidOf(await newToken())).toBe(published);
});

test("processes with two DATA_KEYs do not retire each other's keys, however often they sweep", async () => {
  const old = await newToken();
  variables.DATA_KEY = OTHER_KEY;
  const fresh = await newToken();
  for (const kid of [kidOf(old), kidOf(fresh)]) await age(kid, 1);
  const none = { published: null, retired: [] };
  expect(await rotateSigningKeys(system)).toEqual(none);
  delete variables.DATA_KEY;
  expect(await rotateSigningKeys(system)).toEqual(none);
  expect(kidOf(await newToken())).toBe(kidOf(old));
  expect(await clientOfToken(old)).not.toBeNull();
  expect(await clientOfToken(fresh)).not.toBeNull();
});

describe("a key that has leaked", () => {
  const admin = staff();

  test("is retired at once: its tokens open nothing, the next ones are signed with another key", async () => {
    const old = await newToken();
    // This process has read its public half.
    expect(await clientOfToken(old)).not.toBeNull();
    await retireSigningKey(admin, { kid: kidOf(old) });
    expect(await clientOfToken(old)).toBeNull();
    expect((await publicKeySet()).keys).toEqual([]);
    const fresh = await newToken();
    expect(kidOf(fresh)).not.toBe(kidOf(old));
    expect(await clientOfToken(fresh)).not.toBeNull();
    expect((await keys()).map(({ privateJwk }) => privateJwk === null)).toEqual([true, false]);
  });

  test("of another DATA_KEY is retired too, and what signs here goes on", async () => {
    const old = await newToken();
    variables.DATA_KEY = OTHER_KEY;
    const fresh = await newToken();
    await retireSigningKey(admin, { kid: kidOf(old) });
    expect(await clientOfToken(old)).toBeNull();
    expect(await clientOfToken(fresh)).not.toBeNull();
  });

  test("is retired once, however often and from how many tabs; the audit log says by whom", async () => {
    const kid = kidOf(await newToken());
    await Promise.all([retireSigningKey(admin, { kid }), retireSigningKey(admin, { kid })]);
    const { retiredAt } = await getSigningKey(admin, { kid });
    await retireSigningKey(admin, { kid });
    expect((await getSigningKey(admin, { kid })).retiredAt).toEqual(retiredAt);
    const audited = await database().select().from(auditLog).where(eq(auditLog.entityId, kid));
    expect(audited.filter(({ action }) => action === "retire-signing-key")).toMatchObject([
      { actorKind: "ADMIN", actorId: (admin.actor as { id: string }).id },
    ]);
  });

  test("is named by its id; an unknown one is not found, and only an administrator retires it", async () => {
    const kid = kidOf(await newToken());
    expect(await fieldsOf(retireSigningKey(admin, { kid: "x" }))).toEqual({ kid: "invalid" });
    expect(await codeOf(retireSigningKey(admin, { kid: "C".repeat(43) }))).toBe("NOT_FOUND");
    expect(await codeOf(getSigningKey(admin, { kid: "C".repeat(43) }))).toBe("NOT_FOUND");
    for (const ctx of [anonymous, customerOf(), staff("AUDITOR")])
      expect(await codeOf(retireSigningKey(ctx, { kid }))).not.toBe("OK");
    expect(await clientOfToken(await newToken())).not.toBeNull();
  });
});

test("staff see what each key does", async () => {
  const old = kidOf(await newToken());
  variables.DATA_KEY = OTHER_KEY;
  const fresh = kidOf(await newToken());
  await age(fresh, 29);
  const { published } = await rotateSigningKeys(system);
  const shown = await listSigningKeys(staff("AUDITOR"));
  expect(shown.map((key) => signingKeyView.parse(key))).toEqual(shown);
  expect(Object.fromEntries(shown.map(({ kid, state }) => [kid, state]))).toEqual({
    ...{ [published as string]: "NEXT", [fresh]: "SIGNS", [old]: "FOREIGN" },
  });
  await retireSigningKey(staff(), { kid: old });
  expect(await getSigningKey(staff(), { kid: old })).toMatchObject({ state: "RETIRED" });
  expect((await listSigningKeys(staff())).map(({ kid }) => kid)).not.toContain(old);
});

test("a sealed key that is copied into another row opens nothing", async () => {
  const { kid } = await requireSigningKey();
  const [key] = await keys();
  await database()
    .insert(signingKeys)
    .values({ ...(key as NonNullable<typeof key>), kid: "C".repeat(43), usedFrom: new Date() });
  expect((await requireSigningKey()).kid).toBe(kid);
});

test("only a sweep changes keys", async () => {
  for (const ctx of [anonymous, customerOf(), staff()])
    expect(await codeOf(rotateSigningKeys(ctx))).toBe("FORBIDDEN");
});
