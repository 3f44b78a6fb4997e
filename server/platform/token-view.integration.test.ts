import { and, eq, isNotNull, sql } from "drizzle-orm";
import { exportJWK, generateKeyPair, type JWTPayload, SignJWT, UnsecuredJWT } from "jose";
import { afterAll, describe, expect, test } from "vitest";
import { closeDatabase, database } from "@/db/client";
import { clientSecrets, clients, signingKeys } from "@/db/schema/platform";
import { uuidv7 } from "@/server/shared/ids";
import { anonymous, staff } from "@/server/shared/testing/actors";
import {
  changeClient,
  disableClient,
  enableClient,
  issueAccessToken,
  revokeClientSecret,
  rotateClientSecret,
} from ".";
import { clientOfToken, getClient, publicKeySet, type TokenClient } from "./queries";
import { requireSigningKey } from "./require-signing-key";
import { clientInput, registered } from "./testing/clients";
import { SECRET_CLAIM } from "./token-rules";

afterAll(closeDatabase);

async function tokenOf(client: Awaited<ReturnType<typeof registered>>, scope: string | null = null) {
  return (await issueAccessToken(anonymous, { ...client, scope })).token;
}

describe("a token proves", () => {
  test("its client, with account, scopes and limit", async () => {
    const client = await registered({ requestsPerMinute: 42, unpaidHolds: 60 });
    const { id, clientId, userId } = client;
    const expected: TokenClient = {
      ...{ id, clientId, userId, scopes: ["flights:read"], requestsPerMinute: 42 },
      ...{ unpaidHolds: 60, holdsPerHour: null },
    };
    expect(await clientOfToken(await tokenOf(client, "flights:read"))).toEqual(expected);
  });

  test("scopes that the client still has, and a limit as it is now", async () => {
    const client = await registered();
    const token = await tokenOf(client);
    const { name } = clientInput();
    const change = { id: client.id, version: 1, name, isStaffAccount: false, requestsPerMinute: 7 };
    await changeClient(staff(), { ...change, scopes: ["bookings:read", "miles:read"] });
    // What the client got meanwhile is not in the old token.
    expect(await clientOfToken(token)).toMatchObject({ scopes: ["bookings:read"], requestsPerMinute: 7 });
  });

  test("nothing while the client is disabled", async () => {
    const client = await registered();
    const token = await tokenOf(client);
    await disableClient(staff(), client);
    expect(await clientOfToken(token)).toBeNull();
    await enableClient(staff(), client);
    expect(await clientOfToken(token)).not.toBeNull();
  });

  test("nothing once its secret was revoked; tokens of the other secret go on", async () => {
    const client = await registered();
    const old = await tokenOf(client);
    const { secret } = await rotateClientSecret(staff(), { id: client.id, key: uuidv7(), keepHours: 24 });
    const fresh = await tokenOf({ ...client, clientSecret: secret });
    const [, oldSecret] = (await getClient(staff(), client)).secrets;
    await revokeClientSecret(staff(), { id: client.id, secretId: oldSecret?.id as string });
    expect(await clientOfToken(old)).toBeNull();
    expect(await clientOfToken(fresh)).not.toBeNull();
  });

  test("nothing once its secret's overlap is over; tokens of the other secret go on", async () => {
    const client = await registered();
    const { secret } = await rotateClientSecret(staff(), { id: client.id, key: uuidv7(), keepHours: 1 });
    const old = await tokenOf(client);
    const fresh = await tokenOf({ ...client, clientSecret: secret });
    expect(await clientOfToken(old)).not.toBeNull();
    await database()
      .update(clientSecrets)
      .set({ expiresAt: sql`clock_timestamp()` })
      .where(and(eq(clientSecrets.clientId, client.id), isNotNull(clientSecrets.expiresAt)));
    expect(await clientOfToken(old)).toBeNull();
    expect(await clientOfToken(fresh)).not.toBeNull();
  });

  test("nothing once the client is gone", async () => {
    const client = await registered();
    const token = await tokenOf(client);
    await database().delete(clients).where(eq(clients.id, client.id));
    expect(await clientOfToken(token)).toBeNull();
  });

  test("a use, which is written at most once a minute", async () => {
    const client = await registered();
    const token = await tokenOf(client);
    const old = sql`now() - interval '2 minutes'`;
    await database().update(clients).set({ lastUsedAt: old }).where(eq(clients.id, client.id));
    const before = (await getClient(staff(), client)).lastUsedAt as Date;
    await Promise.all(Array.from({ length: 10 }, () => clientOfToken(token)));
    const first = (await getClient(staff(), client)).lastUsedAt as Date;
    expect(first.getTime()).toBeGreaterThan(before.getTime());
    await clientOfToken(token);
    expect((await getClient(staff(), client)).lastUsedAt).toEqual(first);
  });
});

describe("a token that was not issued here, or not for this, proves nothing", () => {
  type Head = { alg?: string; kid?: string; typ?: string };

  /** A token of ours but for what `more` and `head` change, signed with our own key unless `key` is given. */
  async function forged(more: JWTPayload = {}, head: Head = {}, key?: CryptoKey | Uint8Array) {
    const client = await registered();
    const [secret] = (await getClient(staff(), client)).secrets;
    const { kid, jwk } = await requireSigningKey();
    const now = Math.floor(Date.now() / 1000);
    const claims = {
      ...{ iss: "http://localhost:3000", aud: "http://localhost:3000/api/v1", sub: client.clientId },
      ...{ client_id: client.clientId, scope: "flights:read", [SECRET_CLAIM]: secret?.id },
      ...{ iat: now - 10, exp: now + 600, jti: uuidv7(), ...more },
    };
    return new SignJWT(claims)
      .setProtectedHeader({ alg: "ES256", kid, typ: "at+jwt", ...head })
      .sign(key ?? { ...jwk, alg: "ES256" });
  }

  test("the template of these tests is a token that does", async () => {
    expect(await clientOfToken(await forged())).not.toBeNull();
  });

  test.each<[string, JWTPayload, Head?]>([
    ["another issuer", { iss: "https://elsewhere.example" }],
    ["another audience", { aud: "http://localhost:3000/api/v2" }],
    ["no audience", { aud: undefined }],
    ["an end in the past", { exp: Math.floor(Date.now() / 1000) - 1 }],
    ["no end", { exp: undefined }],
    ["no scope", { scope: undefined }],
    ["no client", { client_id: undefined }],
    ["an unknown client", { client_id: "msa_unknown" }],
    ["no secret", { [SECRET_CLAIM]: undefined }],
    ["another client's secret", { [SECRET_CLAIM]: uuidv7() }],
    ["another kind of token", {}, { typ: "JWT" }],
    ["an unknown key", {}, { kid: "A".repeat(43) }],
    ["a key of impossible name", {}, { kid: "' or true --" }],
  ])("%s", async (_, more, head) => {
    expect(await clientOfToken(await forged(more, head))).toBeNull();
  });

  test("another key under the name of ours, also one that is made of our public key", async () => {
    const { privateKey } = await generateKeyPair("ES256", { extractable: true });
    expect(await clientOfToken(await forged({}, {}, privateKey))).toBeNull();
    await requireSigningKey();
    const shared = new TextEncoder().encode(JSON.stringify((await publicKeySet()).keys[0]));
    expect(await clientOfToken(await forged({}, { alg: "HS256" }, shared))).toBeNull();
  });

  test("no signature, a changed one, and text that is no token", async () => {
    const token = await forged();
    const [head, body, signature = ""] = token.split(".");
    const turned = signature.startsWith("A") ? `B${signature.slice(1)}` : `A${signature.slice(1)}`;
    const unsigned = new UnsecuredJWT({ client_id: "msa_x" }).encode();
    const texts = [
      `${head}.${body}.${turned}`,
      `${head}.${body}.`,
      unsigned,
      "",
      ".",
      "..",
      "a.b.c",
      "가.나.다",
    ];
    for (const text of [...texts, "x".repeat(5_000), `${token}x`, "null.null.null", "bnVsbA.bnVsbA.bnVsbA"])
      expect(await clientOfToken(text)).toBeNull();
    expect(await clientOfToken(token)).not.toBeNull();
  });

  test("a key that is retired", async () => {
    const { publicKey, privateKey } = await generateKeyPair("ES256", { extractable: true });
    const kid = "R".repeat(43);
    const publicJwk = { ...(await exportJWK(publicKey)), kid, alg: "ES256", use: "sig" };
    const [usedFrom, retiredAt] = [sql`now() - interval '40 days'`, sql`now()`];
    await database().insert(signingKeys).values({ kid, publicJwk, usedFrom, retiredAt });
    expect(await clientOfToken(await forged({}, { kid }, privateKey))).toBeNull();
  });
});
