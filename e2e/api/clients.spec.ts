import { ClientCredentialsProvider } from "@modelcontextprotocol/sdk/client/auth-extensions.js";
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StreamableHTTPClientTransport } from "@modelcontextprotocol/sdk/client/streamableHttp.js";
import { sql } from "drizzle-orm";
import { database } from "@/db/client";
import { bookingStatus, holdBody } from "@/e2e/support/book";
import { flightOnSale } from "@/e2e/support/flights";
import { inParallel } from "@/e2e/support/many";
import { traveller } from "@/e2e/support/pages";
import { expect, test } from "@/e2e/support/stack";
import { disableClient } from "@/server/platform";
import { registered } from "@/server/platform/testing/clients";
import { uuidv7 } from "@/server/shared/ids";
import { staff } from "@/server/shared/testing/actors";
import type { Json } from "@/tools/openapi/document-schemas";
import { describedOperations } from "./documented-api";
import { resigned, tokenOf } from "./tokens";

test("a client's token opens the API and the MCP server for its account alone, until the client is disabled", async ({
  airline,
}) => {
  const [own, other] = [await traveller(airline), await traveller(airline)];
  const client = await registered({ userId: own.customer.id, scopes: ["bookings:read", "bookings:write"] });
  const token = await tokenOf(airline, client);
  const ask = (path: string, init: RequestInit = {}) =>
    fetch(`${airline.url}/api/v1${path}`, {
      ...init,
      headers: { authorization: `Bearer ${token}`, ...init.headers },
    });

  const booking = await ask(`/reservations/${own.booked.reservationId}`);
  expect([booking.status, booking.headers.get("etag")]).toEqual([200, '"1"']);
  expect(booking.headers.get("ratelimit")).toMatch(/^"client";r=\d+;t=\d+$/);
  expect((await ask(`/reservations/${other.booked.reservationId}`)).status).toBe(404);
  expect((await ask("/miles")).status).toBe(403);
  expect((await ask("/admin/flights")).status).toBe(403);

  const { id } = await flightOnSale();
  const headers = { "content-type": "application/json", "idempotency-key": uuidv7() };
  const held = { method: "POST", headers, body: JSON.stringify(holdBody(id, own.customer)) };
  const [first, again] = [await ask("/reservations", held), await ask("/reservations", held)];
  expect([first.status, again.status, again.headers.get("idempotent-replayed")]).toEqual([201, 201, "true"]);
  const { reservationId } = (await first.json()) as { reservationId: string };

  // Whoever looks for what a program did finds it by its client.
  const { rows } = await database().execute<{ client: string }>(sql`
    select after->>'clientId' as client from shared.audit_log
    where action = 'hold-seats' and entity_id = ${reservationId}`);
  expect(rows).toEqual([{ client: client.clientId }]);

  const assistant = new Client({ name: "test", version: "1" });
  const authProvider = new ClientCredentialsProvider({
    ...{ clientId: client.clientId, clientSecret: client.clientSecret, expectedIssuer: airline.url },
  });
  const address = new URL(`${airline.url}/api/mcp`);
  await assistant.connect(new StreamableHTTPClientTransport(address, { authProvider }) as never);
  const trip = await assistant.callTool({ name: "get_trip", arguments: { reservationId } });
  expect(trip.structuredContent).toMatchObject({ id: reservationId, status: "HELD" });
  await assistant.close();

  await disableClient(staff(), { id: client.id });
  const refused = await ask(`/reservations/${own.booked.reservationId}`);
  expect(refused.status).toBe(401);
  expect(refused.headers.get("www-authenticate")).toContain('error="invalid_token"');
});

test("a false token opens nothing, and a token opens no operation of another scope; nothing changes", async ({
  airline,
}) => {
  test.setTimeout(120_000);
  const own = await traveller(airline);
  const client = await registered({ userId: own.customer.id, scopes: ["messages:read"] });
  const token = await tokenOf(airline, client);
  const [head = "", body = "", signature = ""] = token.split(".");
  const other = Buffer.from(body, "base64url").toString().replace("messages:read", "bookings:write");
  const forged = [head, Buffer.from(other).toString("base64url"), signature].join(".");
  const now = Math.floor(Date.now() / 1_000);
  const expired = await resigned(token, { iat: now - 1_000, exp: now - 100 });
  const document = (await (await airline.fetch(null, "/api/v1/openapi.json")).json()) as Json;
  const operations = describedOperations(document);
  const found: string[] = [];
  await inParallel(operations.length, 4, async (n) => {
    const { name, method, path, security, requestBody } = operations[n]!;
    // No flight of the tests has this id.
    const id = path.includes("/flights/{id}") ? "2100000000" : own.booked.reservationId;
    const address = `/api/v1${path.replace("{kind}", "MILES").replaceAll(/\{(\w+)\}/g, id)}`;
    const ask = async (authorization: string) => {
      const init = { method, headers: { authorization }, ...(requestBody && { body: "{}" }) };
      const response = await airline.fetch(null, address, init);
      return [response.status, ((await response.json()) as { code: string }).code].join(" ");
    };
    const needed = security.flatMap(({ oauth }) => oauth ?? []);
    for (const authorization of [`Bearer ${forged}`, `Bearer ${expired}`, "Bearer junk", "Basic Og=="]) {
      const answer = await ask(authorization);
      if (answer !== "401 UNAUTHENTICATED") found.push(`${name} ${authorization.slice(0, 12)}: ${answer}`);
    }
    if (needed.length === 0 || needed.includes("messages:read")) return;
    const answer = await ask(`Bearer ${token}`);
    if (answer !== "403 INSUFFICIENT_SCOPE") found.push(`${name}: ${answer}`);
  });
  expect(found).toEqual([]);
  // The token that has expired lacks nothing else.
  const authorization = `Bearer ${await resigned(token)}`;
  expect((await airline.fetch(null, "/api/v1/messages", { headers: { authorization } })).status).toBe(200);
  expect(await bookingStatus(airline, own.customer, own.booked.reservationId)).toBe("CREATED");
});
