import { eq, sql } from "drizzle-orm";
import { createLocalJWKSet, decodeJwt, decodeProtectedHeader, type JSONWebKeySet, jwtVerify } from "jose";
import { afterAll, describe, expect, test } from "vitest";
import { closeDatabase, database } from "@/db/client";
import { clientSecrets, clients } from "@/db/schema/platform";
import { uuidv7 } from "@/server/shared/ids";
import { anonymous, staff } from "@/server/shared/testing/actors";
import { codeOf, fieldsOf } from "@/server/shared/testing/outcome";
import { disableClient, enableClient, issueAccessToken } from ".";
import { getClient, publicKeySet } from "./queries";
import type { Scope } from "./scopes";
import { registered } from "./testing/clients";

afterAll(closeDatabase);

/** Somebody at an address where nobody else has tried. */
let lastAddress = 0;
const somewhere = () => {
  lastAddress += 1;
  return { actor: { kind: "ANONYMOUS" as const, address: `10.1.0.${lastAddress}` } };
};

describe("a token", () => {
  test("is one of RFC 9068: signed with a published key, for the API, for 15 minutes", async () => {
    const client = await registered();
    const { token, expiresIn, scopes } = await issueAccessToken(anonymous, client);
    expect([expiresIn, scopes]).toEqual([900, ["flights:read", "bookings:read", "bookings:write"]]);
    const keys = createLocalJWKSet((await publicKeySet()) as unknown as JSONWebKeySet);
    const { payload, protectedHeader } = await jwtVerify(token, keys, {
      issuer: "http://localhost:3000",
      audience: "http://localhost:3000/api/v1",
      typ: "at+jwt",
    });
    expect(protectedHeader).toMatchObject({ alg: "ES256", typ: "at+jwt" });
    expect(payload).toMatchObject({
      sub: client.clientId,
      client_id: client.clientId,
      scope: "flights:read bookings:read bookings:write",
    });
    expect((payload.exp as number) - (payload.iat as number)).toBe(900);
    const other = await issueAccessToken(anonymous, client);
    expect((await jwtVerify(other.token, keys)).payload.jti).not.toBe(payload.jti);
    // Nothing of the private key is published.
    expect(Object.keys((await publicKeySet()).keys[0] as object).sort()).toEqual(
      ["alg", "crv", "kid", "kty", "use", "x", "y"].sort(),
    );
  });

  test("ends with the secret that it was asked for with, and says so", async () => {
    const client = await registered();
    await database()
      .update(clientSecrets)
      .set({ expiresAt: sql`clock_timestamp() + interval '5 minutes'` })
      .where(eq(clientSecrets.clientId, client.id));
    const { token, expiresIn } = await issueAccessToken(anonymous, client);
    expect(expiresIn).toBeGreaterThan(200);
    expect(expiresIn).toBeLessThanOrEqual(300);
    const { exp = 0, iat = 0 } = decodeJwt(token);
    expect(exp - iat).toBe(expiresIn);
  });

  test("has the scopes that were asked for, and never one that the client lacks", async () => {
    const client = await registered();
    const asked = (scope: string | null) => issueAccessToken(anonymous, { ...client, scope });
    expect((await asked("bookings:read flights:read")).scopes).toEqual(["flights:read", "bookings:read"]);
    expect((await asked("")).scopes).toHaveLength(3);
    for (const scope of ["miles:read", "bookings:read reservations:write", "everything", "constructor"])
      expect(await fieldsOf(asked(scope))).toEqual({ scope: "invalid" });
  });

  test("is given with each secret that is valid; the use of client and secret is written down", async () => {
    const client = await registered();
    expect((await getClient(staff(), client)).lastUsedAt).toBeNull();
    await issueAccessToken(anonymous, client);
    const { lastUsedAt, secrets } = await getClient(staff(), client);
    expect([lastUsedAt, secrets[0]?.lastUsedAt]).toEqual([expect.any(Date), expect.any(Date)]);
    // Again within the minute nothing is written.
    await issueAccessToken(anonymous, client);
    expect((await getClient(staff(), client)).lastUsedAt).toEqual(lastUsedAt);
    await database()
      .update(clients)
      .set({ lastUsedAt: sql`now() - interval '61 seconds'` })
      .where(eq(clients.id, client.id));
    await issueAccessToken(anonymous, client);
    expect((await getClient(staff(), client)).lastUsedAt?.getTime()).toBeGreaterThanOrEqual(
      lastUsedAt?.getTime() as number,
    );
  });
});

describe("no token", () => {
  test("for an unknown client, another client's secret, a wrong or an expired one", async () => {
    const [client, other] = [await registered(), await registered()];
    const asked = (more: object) => codeOf(issueAccessToken(somewhere(), { ...client, ...more }));
    expect(await asked({ clientId: "msa_unknown" })).toBe("BAD_CREDENTIALS");
    expect(await asked({ clientSecret: other.clientSecret })).toBe("BAD_CREDENTIALS");
    expect(await asked({ clientSecret: `${client.clientSecret}x` })).toBe("BAD_CREDENTIALS");
    expect(await asked({ clientSecret: "" })).toBe("BAD_CREDENTIALS");
    expect(await asked({})).toBe("OK");
    await database()
      .update(clientSecrets)
      .set({ expiresAt: sql`clock_timestamp()` })
      .where(eq(clientSecrets.clientId, client.id));
    expect(await asked({})).toBe("BAD_CREDENTIALS");
  });

  test("for a disabled client, until it is enabled", async () => {
    const client = await registered();
    await disableClient(staff(), client);
    expect(await codeOf(issueAccessToken(somewhere(), client))).toBe("BAD_CREDENTIALS");
    await enableClient(staff(), client);
    expect(await codeOf(issueAccessToken(somewhere(), client))).toBe("OK");
  });

  test("for a client all of whose stored scopes are gone", async () => {
    const client = await registered();
    await database()
      .update(clients)
      .set({ scopes: ["of:yesterday" as Scope] })
      .where(eq(clients.id, client.id));
    expect(await fieldsOf(issueAccessToken(somewhere(), client))).toEqual({ scope: "invalid" });
  });

  test.each([
    [{ clientId: "x".repeat(201) }, { clientId: "tooBig" }],
    [{ clientSecret: "a\0b" }, { clientSecret: "invalid" }],
    [{ scope: "x".repeat(1_001) }, { scope: "tooBig" }],
  ])("for bad input: %j", async (wrong, fields) => {
    const asked = { clientId: "msa_x", clientSecret: "y", scope: null, ...wrong };
    expect(await fieldsOf(issueAccessToken(somewhere(), asked))).toEqual(fields);
  });
});

describe("wrong secrets", () => {
  const wrong = (clientId: string, ctx: ReturnType<typeof somewhere>) =>
    codeOf(issueAccessToken(ctx, { clientId, clientSecret: "wrong", scope: null }));

  test("are limited per client and place; the right one still works there, and everything elsewhere", async () => {
    const client = await registered();
    const [here, elsewhere] = [somewhere(), somewhere()];
    // A window may end among them.
    const codes: unknown[] = [];
    while (codes.length < 21 && codes.at(-1) !== "RATE_LIMITED")
      codes.push(await wrong(client.clientId, here));
    expect(codes.at(-1)).toBe("RATE_LIMITED");
    expect(codes.slice(0, 10)).toEqual(Array(10).fill("BAD_CREDENTIALS"));
    expect(await codeOf(issueAccessToken(here, client))).toBe("OK");
    expect(await wrong(client.clientId, elsewhere)).toBe("BAD_CREDENTIALS");
    expect(await wrong((await registered()).clientId, here)).toBe("BAD_CREDENTIALS");
  });

  test("are limited per place for all clients together", async () => {
    const here = somewhere();
    // Two more than twice the limit: a window may end among them.
    const codes = await Promise.all(Array.from({ length: 202 }, () => wrong(`msa_${uuidv7()}`, here)));
    expect(codes.filter((code) => code === "BAD_CREDENTIALS").length).toBeGreaterThanOrEqual(100);
    expect(codes).toContain("RATE_LIMITED");
  });
});

test("the key of the head is the thumbprint that the key set names", async () => {
  const { token } = await issueAccessToken(anonymous, await registered());
  const kids = (await publicKeySet()).keys.map(({ kid }) => kid);
  expect(kids).toContain(decodeProtectedHeader(token).kid);
});
