import { afterAll, expect, test } from "vitest";
import { GET as keySet } from "@/app/.well-known/jwks.json/route";
import { GET as authorizationServer } from "@/app/.well-known/oauth-authorization-server/route";
import { GET as resourceOfApi } from "@/app/.well-known/oauth-protected-resource/api/v1/route";
import { GET as resource } from "@/app/.well-known/oauth-protected-resource/route";
import { closeDatabase } from "@/db/client";
import { issueAccessToken } from "@/server/platform";
import { registered } from "@/server/platform/testing/clients";
import { anonymous } from "@/server/shared/testing/actors";

const url = process.env.DATABASE_URL;
afterAll(closeDatabase);

test("the metadata name the site's own addresses, and everybody may keep them for five minutes", async () => {
  for (const [GET, expected] of [
    [
      authorizationServer,
      {
        issuer: "http://localhost:3000",
        token_endpoint: "http://localhost:3000/api/oauth/token",
        jwks_uri: "http://localhost:3000/.well-known/jwks.json",
        grant_types_supported: ["client_credentials"],
      },
    ],
    [
      resource,
      {
        resource: "http://localhost:3000/api/v1",
        authorization_servers: ["http://localhost:3000"],
      },
    ],
    [resourceOfApi, { resource: "http://localhost:3000/api/v1" }],
  ] as const) {
    const response = await GET();
    expect(await response.json()).toMatchObject(expected);
    expect(response.headers.get("Cache-Control")).toBe("public, max-age=300");
    expect(response.headers.get("Access-Control-Allow-Origin")).toBe("*");
  }
});

test("the key set is empty before the first token, and then has its key, without the private half", async () => {
  expect(await (await keySet()).json()).toEqual({ keys: [] });
  await issueAccessToken(anonymous, await registered());
  const response = await keySet();
  const { keys } = await response.json();
  expect(keys).toEqual([expect.objectContaining({ kty: "EC", crv: "P-256", alg: "ES256", use: "sig" })]);
  expect(keys[0]).not.toHaveProperty("d");
  expect(response.headers.get("Cache-Control")).toBe("public, max-age=300");
});

test("a database that is away: 503, and nobody keeps that", async () => {
  await closeDatabase();
  process.env.DATABASE_URL = "postgres://127.0.0.1:1/none";
  try {
    const response = await keySet();
    expect([response.status, response.headers.get("Cache-Control")]).toEqual([503, "no-store"]);
  } finally {
    await closeDatabase();
    process.env.DATABASE_URL = url;
  }
});
