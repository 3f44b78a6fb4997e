import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StreamableHTTPClientTransport } from "@modelcontextprotocol/sdk/client/streamableHttp.js";
import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { closeDatabase } from "@/db/client";
import { type Scope, scopeNames } from "@/server/platform/scopes";
import { adult, customer, flightOnSale, policies } from "@/server/reservation/testing/fixtures";
import { uuidv7 } from "@/server/shared/ids";
import { DELETE, GET, POST } from "./route";

const { asked } = vi.hoisted(() => ({ asked: { caller: null as unknown } }));
vi.mock("@/app/_lib/actions/after-commit", () => ({ followUp: () => {} }));
vi.mock("@/app/_lib/rest/caller", async (original) => ({
  ...(await original<typeof import("@/app/_lib/rest/caller")>()),
  callerOf: async () => asked.caller,
}));

beforeAll(policies);
afterAll(closeDatabase);

const actAs = (scopes: readonly Scope[], requestsPerMinute = 100) => {
  asked.caller = { ctx: customer(), client: { id: uuidv7(), scopes, requestsPerMinute } };
};
beforeEach(() => actAs(scopeNames));

/** The protocol's own client, whose requests go to the route. */
async function assistant(): Promise<Client> {
  const client = new Client({ name: "test", version: "1" });
  const fetch = async (url: URL | string, init?: RequestInit) => {
    const request = new Request(url, init);
    return request.method === "POST" ? POST(request) : request.method === "GET" ? GET() : DELETE();
  };
  await client.connect(
    new StreamableHTTPClientTransport(new URL("http://localhost:3000/api/mcp"), { fetch }) as never,
  );
  return client;
}

async function call(client: Client, name: string, given: Record<string, unknown>) {
  const { structuredContent, content, isError } = await client.callTool({ name, arguments: given });
  const [{ text }] = content as [{ text: string }];
  return {
    isError: isError ?? false,
    data: (structuredContent ?? JSON.parse(text)) as Record<string, never>,
  };
}

test("an assistant finds search, quote, hold and trips as tools with plain schemas", async () => {
  const { tools } = await (await assistant()).listTools();
  expect(tools.map(({ name }) => name)).toEqual(
    expect.arrayContaining([
      "search_flights",
      "hold_seats",
      "get_trip",
      "list_trips",
      "quote_change",
      "quote_cancellation",
      "take_place",
    ]),
  );
  for (const { name, inputSchema, annotations } of tools) {
    expect([name, JSON.stringify(inputSchema).includes("$ref")]).toEqual([name, false]);
    expect(annotations?.readOnlyHint).toBe(!["hold_seats", "take_place"].includes(name));
  }
  const hold = tools.find(({ name }) => name === "hold_seats");
  expect(hold?.inputSchema.required).toEqual(["segments", "idempotencyKey"]);
  const trip = tools.find(({ name }) => name === "get_trip");
  expect(trip?.inputSchema.required).toEqual(["reservationId"]);
  const place = tools.find(({ name }) => name === "take_place");
  expect(place?.inputSchema.required).toEqual(["saleEventId"]);
});

test("a hold of an assistant is a hold of its account: once per key, and shown as its trip", async () => {
  const client = await assistant();
  const flightId = await flightOnSale();
  const given = {
    ...{ segments: [{ flightId, brand: "STANDARD" }], adults: 1, idempotencyKey: uuidv7() },
    ...{ passengers: [adult()], contact: { email: "minji@example.com" } },
  };
  const first = await call(client, "hold_seats", given);
  const again = await call(client, "hold_seats", given);
  expect([first.isError, again.data]).toEqual([false, first.data]);
  const { reservationId } = first.data as unknown as { reservationId: string };
  const trip = await call(client, "get_trip", { reservationId });
  expect(trip.data).toMatchObject({ id: reservationId, status: "HELD", passengersComplete: true });
  const { data } = await call(client, "quote_cancellation", { reservationId });
  expect(data).toMatchObject({ code: "NOT_CANCELLABLE" });
});

test("a refusal is a result that the assistant can read, with its code and fields", async () => {
  const client = await assistant();
  expect(await call(client, "get_trip", { reservationId: uuidv7() })).toMatchObject({
    isError: true,
    data: { code: "NOT_FOUND" },
  });
  expect(await call(client, "get_trip", { reservationId: "x" })).toMatchObject({
    isError: true,
    data: { code: "INVALID_INPUT", fieldErrors: { reservationId: "invalid" } },
  });
  expect(await call(client, "hold_seats", { adults: 1 })).toMatchObject({
    isError: true,
    data: { code: "INVALID_INPUT", fieldErrors: { segments: "required" } },
  });
  await expect(client.callTool({ name: "cancel_reservation" })).rejects.toThrow("There is no tool");
});

test("a tool needs the scope of its operation, and the account owns what it sees", async () => {
  actAs(["flights:read"]);
  const flightId = await flightOnSale();
  const client = await assistant();
  const segments = [{ flightId, brand: "STANDARD" }];
  const held = { segments, adults: 1, idempotencyKey: uuidv7() };
  expect((await call(client, "hold_seats", held)).data).toMatchObject({ code: "INSUFFICIENT_SCOPE" });
  actAs(scopeNames);
  const { data } = await call(await assistant(), "hold_seats", held);
  actAs(scopeNames);
  const stranger = await call(await assistant(), "get_trip", { reservationId: data.reservationId });
  expect(stranger.data).toMatchObject({ code: "NOT_FOUND" });
});

test("without a token nothing is answered but where to get one; too many requests are refused", async () => {
  const post = (body = "{}") => POST(new Request("http://localhost:3000/api/mcp", { method: "POST", body }));
  asked.caller = { ctx: customer() };
  const refused = await post();
  expect(refused.status).toBe(401);
  expect(refused.headers.get("www-authenticate")).toContain("/.well-known/oauth-protected-resource");
  actAs(scopeNames, 1);
  // A minute may begin in between: then one more is allowed.
  const statuses = [(await post()).status, (await post()).status, (await post()).status];
  expect(statuses).toContain(429);
  actAs(scopeNames);
  for (const body of ["{", "[]", `[${JSON.stringify({ jsonrpc: "2.0", id: 1, method: "tools/list" })}]`])
    expect((await post(body)).status).toBe(422);
  expect([GET().status, DELETE().status]).toEqual([405, 405]);
});
