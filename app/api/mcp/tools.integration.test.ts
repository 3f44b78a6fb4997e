import fc from "fast-check";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { z } from "zod";
import { listTools, operationOf } from "@/app/_lib/mcp/tools";
import { errorsOf } from "@/app/_lib/rest/document";
import { scopesOf } from "@/app/_lib/rest/operation";
import { clientOf } from "@/app/_lib/rest/testing/ask";
import { asking } from "@/app/_lib/rest/testing/scripted-caller";
import { closeDatabase } from "@/db/client";
import { scopeNames } from "@/server/platform/scopes";
import { customer, flightOnSale, hold, named, policies } from "@/server/reservation/testing/fixtures";
import { paidTrip } from "@/server/reservation/testing/flown";
import type { RequestContext } from "@/server/shared/context";
import type { JsonSchema } from "@/tools/contracts/json-schema";
import { valuesOf } from "@/tools/contracts/schema-values";
import { type Json, plain } from "@/tools/openapi/document-schemas";
import { POST } from "./route";

vi.mock("@/app/_lib/actions/after-commit", () => ({ followUp: vi.fn() }));
vi.mock("@/app/_lib/rest/caller", () => import("@/app/_lib/rest/testing/scripted-caller"));

/** MCP_SEED=7 makes other calls, MCP_ROUNDS=200 more of them. */
const seed = Number(process.env.MCP_SEED ?? 2026);
const numRuns = Number(process.env.MCP_ROUNDS ?? 25);

const tools = listTools();
let owner: RequestContext;
let known: { reservationId: string[]; flightId: number };

beforeAll(async () => {
  await policies();
  const trip = await paidTrip();
  owner = trip.ctx;
  const flightId = await flightOnSale();
  const held = await hold(owner, flightId, named);
  known = { reservationId: [trip.reservationId, held.reservationId], flightId };
});
afterAll(closeDatabase);

/** Calls a tool as an assistant does. @returns what it answered: data, or the code of its refusal. */
async function call(name: unknown, given: unknown) {
  const message = { jsonrpc: "2.0", id: 1, method: "tools/call", params: { name, arguments: given } };
  const response = await POST(
    new Request("http://localhost:3000/api/mcp", {
      method: "POST",
      headers: { "content-type": "application/json", accept: "application/json, text/event-stream" },
      body: JSON.stringify(message),
    }),
  );
  const { result, error } = (await response.json()) as {
    result?: { isError?: boolean; structuredContent?: object; content: { text: string }[] };
    error?: { code: number };
  };
  const refusal = result?.isError ? (JSON.parse(result.content[0]?.text ?? "{}") as { code: string }) : null;
  return {
    status: response.status,
    data: result?.structuredContent,
    code: refusal?.code ?? null,
    error: error?.code,
  };
}

/** Half of the calls are as the tool's schema says; of the others an argument is missing, wrong or one too many. */
const argumentsOf = (schema: Json): fc.Arbitrary<Json> =>
  fc
    .record({
      given: valuesOf(plain(schema as JsonSchema)) as fc.Arbitrary<Json>,
      own: fc.boolean(),
      pick: fc.nat(),
      spoil: fc.integer({ min: 0, max: 6 }),
    })
    .map(({ given, own, pick, spoil }) => {
      const found: Json = { ...given };
      if (own && "reservationId" in found) found.reservationId = known.reservationId[pick % 2];
      if (own && Array.isArray(found.segments) && found.brand === undefined)
        found.segments = found.segments.map((each: Json) =>
          typeof each === "object" && each !== null ? { ...each, flightId: known.flightId } : each,
        );
      const fields = Object.keys(found);
      const field = fields[pick % Math.max(1, fields.length)];
      if (spoil === 4 && field !== undefined) delete found[field];
      if (spoil === 5 && field !== undefined)
        found[field] = [null, "", "\0", "x".repeat(5_000), -1, 1e308, {}, [[]], true][pick % 9];
      if (spoil === 6) found[["__proto__x", "constructor", "extra", "id"][pick % 4] ?? "extra"] = "x";
      return found;
    });

test.each(tools.map(({ name, inputSchema }) => [name, inputSchema] as const))(
  "%s answers whatever it is given as its operation says, and never with a fault",
  async (name, inputSchema) => {
    const operation = operationOf(name);
    if (!operation) throw new Error(`${name} is no tool`);
    asking.caller = clientOf(owner, scopeNames);
    const documented: string[] = errorsOf(operation);
    const seen = { answers: 0, refusals: 0 };
    for (const given of fc.sample(argumentsOf(inputSchema), { seed, numRuns })) {
      const { status, data, code, error } = await call(name, given);
      expect([status, error, JSON.stringify(given)]).toEqual([200, undefined, JSON.stringify(given)]);
      if (code === null) expect(data).toBeTypeOf("object");
      else expect({ seed, documented, given }).toMatchObject({ documented: expect.arrayContaining([code]) });
      seen[code === null ? "answers" : "refusals"] += 1;
    }
    // A tool whose arguments are all optional refuses only what is wrong.
    expect(seen.answers + seen.refusals).toBe(numRuns);
    expect(name === "list_airports" ? 1 : seen.refusals).toBeGreaterThan(0);
  },
  60_000,
);

test("no tool opens to a client without its scope, whatever it is given", async () => {
  for (const { name, inputSchema } of tools) {
    const scopes = scopesOf(operationOf(name) ?? { scope: null });
    if (scopes.length === 0) continue;
    asking.caller = clientOf(
      owner,
      scopeNames.filter((scope) => !scopes.includes(scope)),
    );
    for (const given of fc.sample(argumentsOf(inputSchema), { seed, numRuns: 3 }))
      expect([name, (await call(name, given)).code]).toEqual([name, "INSUFFICIENT_SCOPE"]);
  }
});

test("what is no call of a tool is an error of the protocol, and no fault", async () => {
  asking.caller = clientOf(customer(), scopeNames);
  for (const name of ["cancel_reservation", "toString", "__proto__", "", null, 5])
    expect([name, (await call(name, {})).error]).toEqual([name, expect.any(Number)]);
  for (const given of ["x", 5, [1]])
    expect([given, (await call("list_trips", given)).error]).toEqual([given, expect.any(Number)]);
});

test("the schemas that tools show take what their operations take", () => {
  for (const { name, inputSchema } of tools) {
    const required = inputSchema.required;
    expect(Object.keys(inputSchema.properties)).toEqual(expect.arrayContaining(required));
    expect([name, z.fromJSONSchema(inputSchema as never).safeParse({}).success]).toEqual([
      name,
      required.length === 0,
    ]);
  }
});
