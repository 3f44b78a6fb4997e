import { auth } from "@modelcontextprotocol/sdk/client/auth.js";
import { ClientCredentialsProvider } from "@modelcontextprotocol/sdk/client/auth-extensions.js";
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StreamableHTTPClientTransport } from "@modelcontextprotocol/sdk/client/streamableHttp.js";
import { afterAll, beforeEach, expect, test, vi } from "vitest";
import { GET as authorizationServer } from "@/app/.well-known/oauth-authorization-server/route";
import { GET as protectedServer } from "@/app/.well-known/oauth-protected-resource/api/mcp/route";
import * as authorize from "@/app/api/oauth/authorize/route";
import { POST as token } from "@/app/api/oauth/token/route";
import { closeDatabase, database } from "@/db/client";
import { users } from "@/db/schema/identity";
import { disableClient, rotateClientSecret } from "@/server/platform";
import { registered } from "@/server/platform/testing/clients";
import { uuidv7 } from "@/server/shared/ids";
import { staff } from "@/server/shared/testing/actors";
import { DELETE, GET, POST } from "./route";

vi.mock("@/app/_lib/actions/after-commit", () => ({ followUp: () => {} }));
vi.mock("next/headers", () => ({
  headers: async () => new Headers(),
  cookies: async () => ({ get: () => undefined, getAll: () => [] }),
}));

afterAll(closeDatabase);

const SITE = "http://localhost:3000";
const server = new URL(`${SITE}/api/mcp`);
const asked: string[] = [];
beforeEach(() => asked.splice(0));

const routes: Record<string, (request: Request) => Response | Promise<Response>> = {
  "POST /api/mcp": POST,
  "GET /api/mcp": GET,
  "DELETE /api/mcp": DELETE,
  "POST /api/oauth/token": token,
  "GET /.well-known/oauth-protected-resource/api/mcp": protectedServer,
  "GET /.well-known/oauth-authorization-server": authorizationServer,
};

/** The site, as far as an assistant needs it. */
async function site(url: string | URL, init?: RequestInit): Promise<Response> {
  const request = new Request(url, init);
  const name = `${request.method} ${new URL(url).pathname}`;
  asked.push(name);
  return (await routes[name]?.(request)) ?? new Response(null, { status: 404 });
}

async function account(): Promise<string> {
  const id = uuidv7();
  await database()
    .insert(users)
    .values({ id, role: "CUSTOMER", email: `${id}@example.com`, name: "한빛여행사", locale: "ko" });
  return id;
}

type Known = { clientId: string; clientSecret: string };
const providerOf = ({ clientId, clientSecret }: Known, scope?: string) =>
  new ClientCredentialsProvider({ clientId, clientSecret, expectedIssuer: SITE, ...(scope && { scope }) });

async function connected(provider: ClientCredentialsProvider): Promise<Client> {
  const client = new Client({ name: "test", version: "1" });
  await client.connect(
    new StreamableHTTPClientTransport(server, { authProvider: provider, fetch: site }) as never,
  );
  return client;
}

test("the SDK's own client finds the token endpoint by the metadata, gets a token with its secret and uses the tools", async () => {
  const known = await registered({ userId: await account(), scopes: ["bookings:read"] });
  const provider = providerOf(known);
  const client = await connected(provider);
  expect((await client.listTools()).tools.length).toBeGreaterThan(0);
  expect((await client.callTool({ name: "list_trips", arguments: {} })).isError).toBeFalsy();
  expect(provider.tokens()).toMatchObject({ token_type: "Bearer", scope: "bookings:read", expires_in: 900 });
  expect(asked.slice(0, 4)).toEqual([
    "POST /api/mcp",
    "GET /.well-known/oauth-protected-resource/api/mcp",
    "GET /.well-known/oauth-authorization-server",
    "POST /api/oauth/token",
  ]);
});

test("it gets the scopes that it was told to ask for, and no token with one that its client lacks", async () => {
  const known = await registered({ userId: await account(), scopes: ["bookings:read", "flights:read"] });
  const narrow = providerOf(known, "flights:read");
  await connected(narrow);
  expect(narrow.tokens()?.scope).toBe("flights:read");
  await expect(connected(providerOf(known, "miles:read"))).rejects.toThrow(
    "does not have one of these scopes",
  );
});

test("a token that ended is replaced by the client itself; a disabled client gets none", async () => {
  const known = await registered({ userId: await account(), scopes: ["bookings:read"] });
  const provider = providerOf(known);
  const client = await connected(provider);
  const { secret } = await rotateClientSecret(staff(), { id: known.id, key: uuidv7(), keepHours: 0 });
  provider.saveClientInformation({ client_id: known.clientId, client_secret: secret, issuer: SITE });
  expect((await client.listTools()).tools.length).toBeGreaterThan(0);
  await disableClient(staff(), { id: known.id });
  await expect(client.listTools()).rejects.toThrow("no such client");
});

test("a client that wants a person's permission is told that there is none, before anybody is sent anywhere", async () => {
  const person = {
    ...{
      redirectUrl: "http://127.0.0.1:9/back",
      clientMetadata: { redirect_uris: ["http://127.0.0.1:9/back"] },
    },
    clientInformation: () => ({ client_id: "msa_any", issuer: SITE }),
    ...{ tokens: () => undefined, saveTokens: () => {}, saveCodeVerifier: () => {}, codeVerifier: () => "" },
    redirectToAuthorization: () => {
      throw new Error("somebody was sent to the authorization endpoint");
    },
  };
  await expect(auth(person, { serverUrl: server, fetchFn: site })).rejects.toThrow(
    "does not support response type code",
  );
  for (const answer of [authorize.GET(), authorize.POST()]) {
    expect([answer.status, answer.headers.get("location")]).toEqual([400, null]);
    expect(await answer.json()).toMatchObject({ error: "unsupported_response_type" });
  }
});
