import { sql } from "drizzle-orm";
import { database } from "@/db/client";
import { inParallel } from "@/e2e/support/many";
import { traveller } from "@/e2e/support/pages";
import { expect, test } from "@/e2e/support/stack";
import type { Json } from "@/tools/openapi/document-schemas";
import { describedOperations, requestsOf, undocumented } from "./documented-api";

/** API_SEED=7 makes other requests, API_ROUNDS=100 more of them. */
const SEED = Number(process.env.API_SEED ?? 2026);
const ROUNDS = Number(process.env.API_ROUNDS ?? 8);
const AT_ONCE = 4;

for (const who of ["nobody", "a customer", "the airline's staff"] as const)
  test(`every answer of the API to ${who} is one that its document says`, async ({ airline }) => {
    test.setTimeout(120_000);
    const own = await traveller(airline);
    const visitor = who === "nobody" ? null : who === "a customer" ? own.customer : await airline.admin();
    const document = (await (await airline.fetch(null, "/api/v1/openapi.json")).json()) as Json;
    const operations = describedOperations(document);
    const known = [own.held.reservationId, own.booked.reservationId];
    const requests = operations.flatMap((operation, n) =>
      requestsOf(operation, known, SEED + n + who.length, ROUNDS).map((request) => ({ operation, request })),
    );
    const found: string[] = [];
    const statuses = new Set<number>();
    try {
      await inParallel(requests.length, AT_ONCE, async (n) => {
        const { operation, request } = requests[n]!;
        const { method, path, body } = request;
        const response = await airline.fetch(visitor, path, { method, ...(body !== undefined && { body }) });
        const kind = response.headers.get("content-type") ?? "";
        const problem = undocumented(operation, response.status, kind, await response.text());
        statuses.add(response.status);
        if (problem) found.push(`${operation.name} ${path} ${body?.slice(0, 300) ?? ""}: ${problem}`);
      });
    } finally {
      // These requests used up limits that other tests share.
      await database().execute(sql`delete from shared.rate_limits`);
    }
    expect({ seed: SEED, found }).toEqual({ seed: SEED, found: [] });
    expect(operations.length).toBeGreaterThan(3);
    expect([...statuses]).toContain(who === "nobody" ? 401 : 422);
  });

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
