import { sql } from "drizzle-orm";
import { database } from "@/db/client";
import type { Airline, Customer } from "@/e2e/support/airline";
import { inParallel } from "@/e2e/support/many";
import { traveller } from "@/e2e/support/pages";
import { expect, test } from "@/e2e/support/stack";
import { scopeNames, scopes } from "@/server/platform/scopes";
import { registered } from "@/server/platform/testing/clients";
import type { Json } from "@/tools/openapi/document-schemas";
import {
  type ApiRequest,
  type Described,
  describedOperations,
  requestsOf,
  undocumented,
} from "./documented-api";
import { tokenOf } from "./tokens";

/** API_SEED=7 makes other requests, API_ROUNDS=100 more of them. */
const SEED = Number(process.env.API_SEED ?? 2026);
const ROUNDS = Number(process.env.API_ROUNDS ?? 8);
const AT_ONCE = 4;

/** How a request shows who asks: a browser by its session, a program by its token. */
type Asker = { visitor: Customer | null; headers?: Record<string, string>; statuses: number[] };

const askers: Record<string, (airline: Airline, own: Customer) => Promise<Asker>> = {
  nobody: async () => ({ visitor: null, statuses: [401] }),
  "a customer": async (_, own) => ({ visitor: own, statuses: [200, 412, 422] }),
  "the airline's staff": async (airline) => ({ visitor: await airline.admin(), statuses: [200, 422] }),
  "a program of a customer": async (airline, own) =>
    program(airline, { userId: own.id, scopes: ofCustomers }, [200, 403, 412, 422]),
  "a program of the staff with all scopes": async (airline) =>
    program(
      airline,
      { userId: (await airline.admin()).id, isStaffAccount: true, scopes: scopeNames },
      [200, 422],
    ),
  "a program with one scope": async (airline, own) =>
    program(airline, { userId: own.id, scopes: ["miles:read"] }, [200, 403]),
};

const ofCustomers = scopeNames.filter((scope) => !scopes[scope].staff);

async function program(
  airline: Airline,
  client: Parameters<typeof registered>[0],
  statuses: number[],
): Promise<Asker> {
  const token = await tokenOf(airline, await registered({ requestsPerMinute: 10_000, ...client }));
  return { visitor: null, headers: { authorization: `Bearer ${token}` }, statuses };
}

for (const who of Object.keys(askers))
  test(`every answer of the API to ${who} is one that its document says`, async ({ airline }) => {
    test.setTimeout(120_000);
    const own = await traveller(airline);
    const asker = await askers[who]!(airline, own.customer);
    const document = (await (await airline.fetch(null, "/api/v1/openapi.json")).json()) as Json;
    const operations = describedOperations(document);
    const known = [own.held.reservationId, own.booked.reservationId];
    const requests = operations.flatMap((operation, n) =>
      requestsOf(operation, known, SEED + n + who.length, ROUNDS).map((request) => ({ operation, request })),
    );
    const found: string[] = [];
    const seen = { statuses: new Set<number>(), replayed: 0 };
    try {
      await inParallel(requests.length, AT_ONCE, async (n) => {
        const { operation, request } = requests[n]!;
        const { status, problem, isReplayed } = await asked(airline, asker, operation, request);
        seen.statuses.add(status);
        seen.replayed += Number(isReplayed);
        const { path, headers, body } = request;
        if (problem)
          found.push(
            `${operation.name} ${path} ${JSON.stringify(headers)} ${body?.slice(0, 300) ?? ""}: ${problem}`,
          );
      });
    } finally {
      // These requests used up limits that other tests share.
      await database().execute(sql`delete from shared.rate_limits`);
    }
    expect({ seed: SEED, found }).toEqual({ seed: SEED, found: [] });
    expect(operations.length).toBeGreaterThan(3);
    expect([...seen.statuses]).toEqual(expect.arrayContaining(asker.statuses));
    if (who === "a program of a customer") expect(seen.replayed).toBeGreaterThan(0);
  });

/** Asks once; a write that succeeded under a key of its own is asked again, and has to get the same answer. */
async function asked(airline: Airline, asker: Asker, operation: Described, request: ApiRequest) {
  const { method, path, body } = request;
  const headers = { ...asker.headers, ...request.headers };
  const ask = () =>
    airline.fetch(asker.visitor, path, { method, headers, ...(body !== undefined && { body }) });
  const first = await ask();
  const text = await first.text();
  const { status } = first;
  const problem = undocumented(operation, first, text);
  const key = request.headers["Idempotency-Key"];
  const isRepeatable = status < 300 && key !== undefined && !key.startsWith("again-");
  if (problem || !isRepeatable) return { status, problem, isReplayed: false };
  const second = await ask();
  const isSame = second.status === status && (await second.text()) === text;
  const isReplayed = second.headers.get("idempotent-replayed") === "true";
  return {
    status,
    problem: isSame && isReplayed ? null : "is not answered the same with its key",
    isReplayed,
  };
}

test("the pages of the API's document are drawn from it, also on a phone, without an outside request", async ({
  airline,
  page,
}) => {
  // Redoc asks for its own logo; the policy of the page refuses that before anything is sent.
  const blocked = "https://cdn.redoc.ly/redoc/logo-mini.svg";
  const outside: string[] = [];
  const errors: string[] = [];
  page.on("request", (request) => {
    const url = request.url();
    if (!url.startsWith(airline.url) && !/^(data|blob):/.test(url) && url !== blocked) outside.push(url);
  });
  page.on("response", (response) => {
    if (response.url() === blocked) outside.push(blocked);
  });
  page.on("pageerror", (error) => errors.push(String(error)));
  await page.goto("/api/v1/docs");
  await expect(page.getByRole("heading", { name: "Hold seats" })).toBeVisible();
  expect({ outside, errors }).toEqual({ outside: [], errors: [] });
});
