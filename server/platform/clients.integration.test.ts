import { and, asc, eq } from "drizzle-orm";
import { afterAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { closeDatabase, database } from "@/db/client";
import { clientSecrets, clients } from "@/db/schema/platform";
import { auditLog } from "@/db/schema/shared";
import { uuidv7 } from "@/server/shared/ids";
import { anonymous, staff } from "@/server/shared/testing/actors";
import { codeOf, fieldsOf } from "@/server/shared/testing/outcome";
import {
  changeClient,
  disableClient,
  enableClient,
  issueAccessToken,
  registerClient,
  revokeClientSecret,
  rotateClientSecret,
} from ".";
import { clientOfToken, getClient, listClients } from "./queries";
import { clientView } from "./schemas";
import { clientInput, registered } from "./testing/clients";

afterAll(closeDatabase);

const auditOf = (id: string) =>
  database()
    .select()
    .from(auditLog)
    .where(and(eq(auditLog.entity, "client"), eq(auditLog.entityId, id)))
    .orderBy(asc(auditLog.id));
const admin = staff();

describe("registering", () => {
  test("returns the secret this once; the database and the audit log have only its end", async () => {
    const input = clientInput();
    const { id, clientId, secret } = await registerClient(admin, input);
    expect(clientId).toMatch(/^msa_[0-9a-f]{24}$/);
    expect(secret).toMatch(/^msa_secret_[\w-]{43}$/);
    const client = await getClient(admin, { id });
    expect(clientView.parse(client)).toEqual(client);
    expect(client).toMatchObject({ name: input.name, scopes: input.scopes, version: 1, disabledAt: null });
    expect(client.secrets).toMatchObject([{ lastFour: secret.slice(-4), expiresAt: null }]);
    const [row] = await auditOf(id);
    expect(row).toMatchObject({ action: "register-client", after: { clientId, lastFour: secret.slice(-4) } });
    const stored = await database().select().from(clientSecrets).where(eq(clientSecrets.clientId, id));
    for (const text of [JSON.stringify(row), JSON.stringify(client), stored[0]?.secretHash.toString()])
      expect(text).not.toContain(secret.slice(11, -4));
  });

  test("twice with one key registers once", async () => {
    const input = clientInput();
    const codes = await Promise.all(Array.from({ length: 5 }, () => codeOf(registerClient(admin, input))));
    expect(codes.sort()).toEqual(["CONFLICT", "CONFLICT", "CONFLICT", "CONFLICT", "OK"]);
    expect((await getClient(admin, { id: input.key })).secrets).toHaveLength(1);
  });

  test("gives scopes of the staff only to accounts of the staff", async () => {
    const scopes = ["bookings:read", "reservations:read"] as const;
    const input = clientInput({ scopes: [...scopes] });
    expect(await fieldsOf(registerClient(admin, input))).toEqual({ scopes: "staffScopes" });
    const { id } = await registerClient(admin, { ...input, isStaffAccount: true });
    expect((await getClient(admin, { id })).scopes).toEqual(scopes);
  });

  test.each([
    [{ name: " " }, { name: "required" }],
    [{ name: "가".repeat(81) }, { name: "tooBig" }],
    [{ scopes: [] }, { scopes: "scopesRequired" }],
    [{ scopes: ["everything" as "miles:read"] }, { "scopes.0": "invalid" }],
    [{ requestsPerMinute: 0 }, { requestsPerMinute: "tooSmall" }],
    [{ requestsPerMinute: 10_001 }, { requestsPerMinute: "tooBig" }],
    [{ requestsPerMinute: 1.5 }, { requestsPerMinute: "invalid" }],
    [{ unpaidHolds: 0 }, { unpaidHolds: "tooSmall" }],
    [{ unpaidHolds: 1_001 }, { unpaidHolds: "tooBig" }],
    [{ holdsPerHour: 0.5 }, { holdsPerHour: "invalid" }],
    [{ holdsPerHour: 10_001 }, { holdsPerHour: "tooBig" }],
    [{ userId: "x" }, { userId: "invalid" }],
  ])("refuses bad input at its field: %j", async (wrong, fields) => {
    expect(await fieldsOf(registerClient(admin, clientInput(wrong)))).toEqual(fields);
  });
});

describe("changing", () => {
  const change = async (id: string, more: object = {}) =>
    changeClient(admin, {
      ...{ id, version: 1, name: "새 이름", isStaffAccount: false, requestsPerMinute: 60 },
      ...{ scopes: ["miles:read" as const], ...more },
    });

  test("writes name, scopes and limit, and what they were into the audit log", async () => {
    const { id } = await registered();
    await change(id);
    expect(await getClient(admin, { id })).toMatchObject({
      ...{ name: "새 이름", scopes: ["miles:read"], requestsPerMinute: 60, version: 2 },
    });
    expect((await auditOf(id)).at(-1)).toMatchObject({
      action: "change-client",
      before: { requestsPerMinute: 300 },
      after: { requestsPerMinute: 60 },
    });
  });

  test("of two who change the same version one is refused", async () => {
    const { id } = await registered();
    const codes = await Promise.all([codeOf(change(id)), codeOf(change(id))]);
    expect(codes.sort()).toEqual(["CONFLICT", "OK"]);
  });

  test("gives no scope of the staff to a customer's client, and finds no client that is not there", async () => {
    const { id } = await registered();
    expect(await fieldsOf(change(id, { scopes: ["manifests:read"] }))).toEqual({ scopes: "staffScopes" });
    expect(await codeOf(change(uuidv7()))).toBe("NOT_FOUND");
  });
});

describe("a secret", () => {
  const rotate = (id: string, keepHours: number) =>
    rotateClientSecret(admin, { id, key: uuidv7(), keepHours });
  const works = async (client: Awaited<ReturnType<typeof registered>>, clientSecret: string) =>
    (await codeOf(issueAccessToken(anonymous, { ...client, clientSecret }))) === "OK";

  test("lives on for some hours beside the one that replaces it", async () => {
    const client = await registered();
    const { secret } = await rotate(client.id, 24);
    expect([await works(client, client.clientSecret), await works(client, secret)]).toEqual([true, true]);
    const [fresh, old] = (await getClient(admin, client)).secrets;
    expect(fresh?.expiresAt).toBeNull();
    const hours = ((old?.expiresAt?.getTime() ?? 0) - (fresh?.createdAt.getTime() ?? 0)) / 3_600_000;
    expect(hours).toBeCloseTo(24, 1);
    expect((await auditOf(client.id)).at(-1)).toMatchObject({
      action: "rotate-client-secret",
      before: { secrets: [client.clientSecret.slice(-4)] },
      after: { lastFour: secret.slice(-4), keepHours: 24 },
    });
  });

  test("ends at once with its tokens when it is replaced without an overlap", async () => {
    const client = await registered();
    const { token } = await issueAccessToken(anonymous, client);
    const { secret } = await rotate(client.id, 0);
    expect([await works(client, client.clientSecret), await works(client, secret)]).toEqual([false, true]);
    expect(await clientOfToken(token)).toBeNull();
    expect((await getClient(admin, client)).secrets).toHaveLength(1);
  });

  test("has one other beside it at most; to end all of them at once is always possible", async () => {
    const client = await registered();
    await rotate(client.id, 24);
    expect(await fieldsOf(rotate(client.id, 24))).toEqual({ keepHours: "twoSecrets" });
    const { secret } = await rotate(client.id, 0);
    expect((await getClient(admin, client)).secrets).toHaveLength(1);
    expect(await works(client, secret)).toBe(true);
  });

  test("of rotations at the same time one succeeds", async () => {
    const client = await registered();
    const codes = await Promise.all([codeOf(rotate(client.id, 1)), codeOf(rotate(client.id, 1))]);
    expect(codes.sort()).toEqual(["INVALID_INPUT", "OK"]);
    expect((await getClient(admin, client)).secrets).toHaveLength(2);
  });

  test("is made once per key of the form", async () => {
    const client = await registered();
    const input = { id: client.id, key: uuidv7(), keepHours: 0 };
    await rotateClientSecret(admin, input);
    expect(await codeOf(rotateClientSecret(admin, input))).toBe("CONFLICT");
    expect((await getClient(admin, client)).secrets).toMatchObject([{ id: input.key }]);
  });

  test("is revoked by itself, once; that of another client is not found", async () => {
    const [client, other] = [await registered(), await registered()];
    const [secret] = (await getClient(admin, client)).secrets;
    const input = { id: client.id, secretId: secret?.id as string };
    expect(await codeOf(revokeClientSecret(admin, { ...input, id: other.id }))).toBe("NOT_FOUND");
    await revokeClientSecret(admin, input);
    expect(await works(client, client.clientSecret)).toBe(false);
    expect(await codeOf(revokeClientSecret(admin, input))).toBe("NOT_FOUND");
    expect((await auditOf(client.id)).at(-1)).toMatchObject({ action: "revoke-client-secret" });
    // A new one is to be had.
    expect(await works(client, (await rotate(client.id, 24)).secret)).toBe(true);
  });

  test("that ended more than a day ago is forgotten at the next rotation", async () => {
    const client = await registered();
    const long = new Date(Date.now() - 2 * 86_400_000);
    await database()
      .update(clientSecrets)
      .set({ expiresAt: long })
      .where(eq(clientSecrets.clientId, client.id));
    await rotate(client.id, 24);
    const rows = await database().select().from(clientSecrets).where(eq(clientSecrets.clientId, client.id));
    expect(rows).toHaveLength(1);
  });
});

test("disabling and enabling are audited, and change nothing the second time", async () => {
  const { id } = await registered();
  await disableClient(admin, { id });
  const { disabledAt } = await getClient(admin, { id });
  await disableClient(admin, { id });
  expect((await getClient(admin, { id })).disabledAt).toEqual(disabledAt);
  await enableClient(admin, { id });
  await enableClient(admin, { id });
  expect((await getClient(admin, { id })).disabledAt).toBeNull();
  expect((await auditOf(id)).map(({ action }) => action)).toEqual([
    "register-client",
    "disable-client",
    "enable-client",
  ]);
});

test("the list has the newest first and says whether there is more", async () => {
  await database().delete(clients);
  const made = [];
  for (let n = 0; n < 51; n += 1) made.push((await registered()).id);
  const first = await listClients(admin, { page: 1 });
  const second = await listClients(admin, { page: 2 });
  expect([first.hasNext, second.hasNext]).toEqual([true, false]);
  expect([...first.rows, ...second.rows].map(({ id }) => id)).toEqual(made.reverse());
  expect(z.array(clientView).parse(second.rows)).toEqual(second.rows);
});
