import { afterAll, describe, expect, test, vi } from "vitest";
import { closeDatabase } from "@/db/client";
import { clientOfToken } from "@/server/platform/queries";
import { registered } from "@/server/platform/testing/clients";
import { POST } from "./route";

const { address } = vi.hoisted(() => ({ address: { value: "10.2.0.1" } }));
vi.mock("next/headers", () => ({ headers: async () => new Headers({ "x-forwarded-for": address.value }) }));

const url = process.env.DATABASE_URL;
afterAll(closeDatabase);

const FORM = "application/x-www-form-urlencoded";
const ask = (body: string, headers: Record<string, string> = {}) =>
  POST(
    new Request("http://localhost:3000/api/oauth/token", {
      method: "POST",
      headers: { "Content-Type": FORM, ...headers },
      body,
    }),
  );
const basic = (id: string, secret: string) => ({
  Authorization: `Basic ${Buffer.from(`${id}:${secret}`).toString("base64")}`,
});
const inForm = (client: { clientId: string; clientSecret: string }, more: Record<string, string> = {}) =>
  new URLSearchParams({
    ...{ grant_type: "client_credentials", client_id: client.clientId, client_secret: client.clientSecret },
    ...more,
  }).toString();

describe("a token is answered", () => {
  test("for a secret in the form, and for one by HTTP Basic; no cache may keep it", async () => {
    const client = await registered();
    for (const response of [
      await ask(inForm(client)),
      await ask(inForm(client), { "Content-Type": `${FORM}; charset=UTF-8` }),
      await ask("grant_type=client_credentials", basic(client.clientId, client.clientSecret)),
      await ask(
        `grant_type=client_credentials&client_id=${client.clientId}`,
        basic(client.clientId, encodeURIComponent(client.clientSecret)),
      ),
    ]) {
      const body = await response.json();
      expect([response.status, body.token_type, body.expires_in]).toEqual([200, "Bearer", 900]);
      expect(body.scope).toBe("flights:read bookings:read bookings:write");
      expect(await clientOfToken(body.access_token)).toMatchObject({ clientId: client.clientId });
      expect(response.headers.get("Cache-Control")).toBe("no-store");
    }
  });

  test("with the scope that was asked for; unknown parameters are ignored", async () => {
    const response = await ask(inForm(await registered(), { scope: "flights:read", audience: "x" }));
    expect(await response.json()).toMatchObject({ scope: "flights:read" });
  });
});

describe("a refusal is the standard's", () => {
  const own = { clientId: "msa_unknown", clientSecret: "wrong" };
  const grant = "grant_type=client_credentials";
  test.each<[string, number, string, string, Record<string, string>?]>([
    [
      "JSON",
      400,
      "invalid_request",
      JSON.stringify({ grant_type: "x" }),
      { "Content-Type": "application/json" },
    ],
    ["an empty body", 400, "invalid_request", ""],
    ["no grant", 400, "invalid_request", "client_id=a&client_secret=b"],
    ["an empty grant", 400, "invalid_request", "grant_type=&client_id=a&client_secret=b"],
    ["another grant", 400, "unsupported_grant_type", inForm(own, { grant_type: "password" })],
    ["no client", 401, "invalid_client", grant],
    ["a wrong secret", 401, "invalid_client", inForm(own)],
    ["a wrong secret by Basic", 401, "invalid_client", grant, basic("msa_unknown", "wrong")],
    ["Basic that is none", 401, "invalid_client", grant, { Authorization: "Basic !!!" }],
    ["Basic without a secret", 401, "invalid_client", grant, basic("msa_unknown", "")],
    ["Basic with broken escapes", 401, "invalid_client", grant, basic("msa_%E0%A4%A", "%")],
    ["a bearer token", 401, "invalid_client", grant, { Authorization: "Bearer x" }],
    ["two ways at once", 400, "invalid_request", inForm(own), basic("msa_unknown", "wrong")],
    ["two clients", 400, "invalid_request", `${grant}&client_id=other`, basic("msa_unknown", "wrong")],
    ["a parameter twice", 400, "invalid_request", `${inForm(own)}&scope=a&scope=b`],
    ["a NUL", 400, "invalid_request", inForm({ ...own, clientSecret: "a\0" })],
  ])("%s", async (_, status, error, body, headers) => {
    const response = await ask(body, headers);
    expect([response.status, (await response.json()).error]).toEqual([status, error]);
    expect(response.headers.get("Cache-Control")).toBe("no-store");
    expect(response.headers.has("WWW-Authenticate")).toBe(status === 401);
  });

  test("a foreign scope", async () => {
    const response = await ask(inForm(await registered(), { scope: "flights:read reservations:write" }));
    expect([response.status, (await response.json()).error]).toEqual([400, "invalid_scope"]);
  });

  test("a body that is too long", async () => {
    const response = await ask(`grant_type=client_credentials&x=${"a".repeat(20_000)}`);
    expect([response.status, (await response.json()).error]).toEqual([413, "invalid_request"]);
  });

  test("too many wrong secrets: 429 with the time to wait, for this address", async () => {
    address.value = "10.2.0.2";
    const { clientId } = await registered();
    let response = await ask(inForm({ clientId, clientSecret: "wrong" }));
    for (let n = 0; n < 20 && response.status === 401; n += 1)
      response = await ask(inForm({ clientId, clientSecret: "wrong" }));
    expect(response.status).toBe(429);
    expect(Number(response.headers.get("Retry-After"))).toBeGreaterThan(0);
    address.value = "10.2.0.3";
    expect((await ask(inForm({ clientId, clientSecret: "wrong" }))).status).toBe(401);
  });

  test("a database that is away: 503, to be asked again", async () => {
    const client = await registered();
    await closeDatabase();
    process.env.DATABASE_URL = "postgres://127.0.0.1:1/none";
    try {
      const response = await ask(inForm(client));
      expect([response.status, response.headers.has("Retry-After")]).toEqual([503, true]);
    } finally {
      await closeDatabase();
      process.env.DATABASE_URL = url;
    }
  });
});
