import { afterAll, expect, test } from "vitest";
import { GET as keySet } from "@/app/.well-known/jwks.json/route";
import { GET as authorizationServer } from "@/app/.well-known/oauth-authorization-server/route";
import { GET as resourceOfMcp } from "@/app/.well-known/oauth-protected-resource/api/mcp/route";
import { GET as resourceOfApi } from "@/app/.well-known/oauth-protected-resource/api/v1/route";
import { GET as resource } from "@/app/.well-known/oauth-protected-resource/route";
import { closeDatabase } from "@/db/client";
import { issueAccessToken } from "@/server/platform";
import { registered } from "@/server/platform/testing/clients";
import { anonymous } from "@/server/shared/testing/actors";
import { problemTitles } from "./problem-titles";

const url = process.env.DATABASE_URL;
const request = new Request("http://localhost:3000/", { headers: { "accept-language": "en" } });
afterAll(closeDatabase);

test("the metadata name the site's own addresses, and everybody may keep them for five minutes", async () => {
  for (const [GET, expected] of [
    [
      authorizationServer,
      {
        issuer: "http://localhost:3000",
        authorization_endpoint: "http://localhost:3000/api/oauth/authorize",
        response_types_supported: [],
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
    const response = await GET(request);
    expect(await response.json()).toMatchObject(expected);
    expect(response.headers.get("Cache-Control")).toBe("public, max-age=300");
    expect(response.headers.get("Access-Control-Allow-Origin")).toBe("*");
  }
});

test("the MCP server's metadata list no scopes, because the protocol's clients would ask for all of them", async () => {
  const metadata = await (await resourceOfMcp(request)).json();
  expect(metadata).toMatchObject({ resource: "http://localhost:3000/api/mcp" });
  expect(metadata).not.toHaveProperty("scopes_supported");
  expect((await (await resourceOfApi(request)).json()).scopes_supported).toContain("bookings:read");
});

test("the key set is empty before the first token, and then has its key, without the private half", async () => {
  expect(await (await keySet(request)).json()).toEqual({ keys: [] });
  await issueAccessToken(anonymous, await registered());
  const response = await keySet(request);
  const { keys } = await response.json();
  expect(keys).toEqual([expect.objectContaining({ kty: "EC", crv: "P-256", alg: "ES256", use: "sig" })]);
  expect(keys[0]).not.toHaveProperty("d");
  expect(response.headers.get("Cache-Control")).toBe("public, max-age=300");
});

test("a database that is away: 503, and nobody keeps that", async () => {
  await closeDatabase();
  process.env.DATABASE_URL = "postgres://127.0.0.1:1/none";
  try {
    const response = await keySet(request);
    expect([response.status, response.headers.get("Cache-Control")]).toEqual([503, "no-store"]);
    expect(Number(response.headers.get("Retry-After"))).toBeGreaterThan(0);
    expect(await response.json()).toMatchObject({
      ...{ code: "UNAVAILABLE", type: "/api/v1/docs#UNAVAILABLE", correlationId: expect.any(String) },
      title: problemTitles.UNAVAILABLE.en,
    });
  } finally {
    await closeDatabase();
    process.env.DATABASE_URL = url;
  }
});
