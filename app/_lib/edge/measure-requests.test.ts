import fs from "node:fs";
import http from "node:http";
import type { AddressInfo } from "node:net";
import os from "node:os";
import path from "node:path";
import pino from "pino";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { failureOf } from "@/app/_lib/http/failure";
import { reportFault } from "@/server/shared/console-errors";
import { log } from "@/server/shared/log";
import { processMetrics } from "@/server/shared/metrics";
import { requestFacts } from "@/server/shared/request-facts";
import { samplesOf } from "@/tools/monitoring/exposition";
import { measureRequests } from "./measure-requests";
import { readRoutePatterns } from "./route-patterns";

const CANARY = "KIM-CANARY";
const RESERVATION = "01a2290a-1bae-733b-91b9-941613380312";

/** A part of the manifest that Next writes for this site. */
const dynamicRoutes = [
  ["/api/v1/reservations/[id]", "^/api/v1/reservations/(?<nxtPid>[^/]+?)(?:/)?$"],
  ["/[locale]", "^/(?<nxtPlocale>[^/]+?)(?:/)?$"],
  ["/[locale]/book/[reservationId]", "^/(?<nxtPlocale>[^/]+?)/book/(?<nxtPreservationId>[^/]+?)(?:/)?$"],
  ["/[locale]/trips/[locator]", "^/(?<nxtPlocale>[^/]+?)/trips/(?<nxtPlocator>[^/]+?)(?:/)?$"],
].map(([page, namedRegex]) => ({ page, namedRegex }));
const staticRoutes = ["/api/health/ready", "/api/inngest", "/api/metrics", "/api/payments/webhook"].map(
  (page) => ({ page }),
);

const folder = fs.mkdtempSync(path.join(os.tmpdir(), "msa-routes-"));
let answer: (response: http.ServerResponse) => void;
const server = http.createServer((_, response) => answer(response));
let port: number;
const lines: Record<string, unknown>[] = [];

beforeAll(async () => {
  fs.writeFileSync(
    path.join(folder, "routes-manifest.json"),
    JSON.stringify({ staticRoutes, dynamicRoutes }),
  );
  measureRequests(readRoutePatterns(folder));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  port = (server.address() as AddressInfo).port;
});
beforeEach(() => {
  answer = (response) => response.end("fine");
  processMetrics().resetMetrics();
  lines.length = 0;
  log.level = "info";
  const stream = (log as unknown as Record<symbol, { write(line: string): void }>)[pino.symbols.streamSym];
  vi.spyOn(stream as { write(line: string): void }, "write").mockImplementation(
    (line) => void lines.push(JSON.parse(line)),
  );
});
afterEach(() => {
  log.level = "silent";
  vi.restoreAllMocks();
});
afterAll(() => {
  server.close();
  fs.rmSync(folder, { recursive: true });
});

const ask = (address: string, init: RequestInit = {}) => fetch(`http://127.0.0.1:${port}${address}`, init);

/** The series of requests, as "method route kind status". They are written when the answer has been sent. */
async function series(expected: number): Promise<string[]> {
  const read = async () =>
    samplesOf(await processMetrics().getSingleMetricAsString("msa_http_request_duration_seconds"))
      .filter(({ name }) => name.endsWith("_count"))
      .map(({ labels: { method, route, kind, status }, value }) => ({
        key: [method, route, kind, status].join(" "),
        value,
      }));
  await expect.poll(async () => (await read()).reduce((sum, { value }) => sum + value, 0)).toBe(expected);
  return (await read()).map(({ key }) => key);
}

test.each<[string, string, RequestInit, string]>([
  ["a page", "/ko/trips/ABC234", {}, "GET /[locale]/trips/[locator] page 2xx"],
  ["a page with a query", "/ko?from=GMP", {}, "GET /[locale] page 2xx"],
  ["a navigation in the browser", "/ko", { headers: { rsc: "1" } }, "GET /[locale] navigation 2xx"],
  [
    "a server action",
    `/ko/book/${RESERVATION}`,
    { method: "POST", headers: { "next-action": "4" } },
    "POST /[locale]/book/[reservationId] action 2xx",
  ],
  ["a route of the API", `/api/v1/reservations/${RESERVATION}`, {}, "GET /api/v1/reservations/[id] api 2xx"],
  ["a payment notice", "/api/payments/webhook", { method: "POST" }, "POST /api/payments/webhook webhook 2xx"],
  ["a call of the engine", "/api/inngest", { method: "PUT" }, "PUT /api/inngest engine 2xx"],
  ["a probe", "/api/health/ready", {}, "GET /api/health/ready probe 2xx"],
  ["a part of the build", "/_next/static/chunks/a1b2.js", {}, "GET static static 2xx"],
  ["the bare address", "/", {}, "GET / page 2xx"],
  ["anything else", "/wp-admin/setup.php", {}, "GET other other 2xx"],
  ["an invented method", "/ko", { method: "PROPFIND" }, "other /[locale] page 2xx"],
])("%s is measured under its route", async (_, address, init, expected) => {
  await (await ask(address, init)).text();
  expect(await series(1)).toEqual([expected]);
});

/** Many requests over a few connections, which `fetch` does slowly. */
function askMany(addresses: readonly string[]): Promise<unknown> {
  const agent = new http.Agent({ keepAlive: true, maxSockets: 10 });
  const asked = addresses.map(
    (path) =>
      new Promise((resolve, reject) => {
        http
          .get({ agent, port, host: "127.0.0.1", path }, (response) => response.resume().once("end", resolve))
          .once("error", reject);
      }),
  );
  return Promise.all(asked).finally(() => agent.destroy());
}

test("a thousand invented addresses make no more series than there are routes", {
  timeout: 30_000,
}, async () => {
  const some = () => Math.random().toString(36).slice(2);
  const starts = ["", "/ko/trips", "/a/b/c", "/api/v1"];
  await askMany(Array.from({ length: 1_000 }, (_, i) => `${starts[i % 4]}/${some()}?q=${some()}`));
  expect((await series(1_000)).sort()).toEqual([
    "GET /[locale] page 2xx",
    "GET /[locale]/trips/[locator] page 2xx",
    "GET other other 2xx",
  ]);
});

test("the class of the status is kept, and a client that left counts as aborted", async () => {
  answer = (response) => response.writeHead(404).end();
  await (await ask("/ko")).text();
  answer = (response) => void response.write("a");
  const leaving = new AbortController();
  await ask("/ko", { signal: leaving.signal });
  leaving.abort();
  expect(await series(2)).toEqual(["GET /[locale] page 4xx", "GET /[locale] page aborted"]);
  expect(await processMetrics().getSingleMetricAsString("msa_http_requests_open")).toMatch(/ 0$/m);
});

test("a failed request has one line with its id, its route and its reservation, and nothing of its customer", async () => {
  answer = (response) => response.writeHead(500).end();
  const failed = await ask(`/ko/book/${RESERVATION}?surname=${CANARY}`, {
    headers: { cookie: `name=${CANARY}`, "user-agent": CANARY, referer: `http://x/${CANARY}` },
  });
  const requestId = failed.headers.get("X-Request-Id");
  await expect.poll(() => lines.length).toBe(1);
  expect(lines[0]).toMatchObject({
    ...{ msg: "a request failed", requestId, method: "GET", status: 500 },
    ...{ route: "/[locale]/book/[reservationId]", reservationId: RESERVATION },
  });
  await ask(`/ko/trips/${CANARY}`);
  await expect.poll(() => lines.length).toBe(2);
  expect(JSON.stringify(lines)).not.toContain(CANARY);
});

test("what fails inside of a request is logged with the request's id, also after a pause and beside others", async () => {
  answer = async (response) => {
    await new Promise((resolve) => setTimeout(resolve, 20));
    const { correlationId } = failureOf(new Error("a mistake of ours"));
    reportFault(new Error("a page failed"), {}, "a page failed");
    response.end(JSON.stringify({ correlationId, requestId: requestFacts()?.requestId }));
  };
  const addresses = [`/ko/book/${RESERVATION}`, "/ko/trips/ABC234", "/api/inngest"];
  const answers = await Promise.all(addresses.map((address) => ask(address)));
  for (const response of answers) {
    const requestId = response.headers.get("X-Request-Id");
    // The person is shown the same id.
    expect(await response.json()).toEqual({ correlationId: requestId, requestId });
    expect(lines.filter((line) => line.requestId === requestId).map(({ msg }) => msg)).toEqual([
      "unexpected error",
      "a page failed",
    ]);
  }
  expect(new Set(lines.map(({ route }) => route)).size).toBe(3);
});

test("every request has a line at level debug, and none at info", async () => {
  await (await ask("/ko")).text();
  expect(await series(1)).toHaveLength(1);
  expect(lines).toEqual([]);
  log.level = "debug";
  await (await ask("/ko/trips/ABC234")).text();
  await expect
    .poll(() => lines.map(({ msg, route }) => [msg, route]))
    .toEqual([["a request was answered", "/[locale]/trips/[locator]"]]);
});

test("a flood of failures does not flood the log", async () => {
  answer = (response) => response.writeHead(503).end();
  await askMany(Array.from({ length: 100 }, () => "/ko"));
  expect(await series(100)).toHaveLength(1);
  expect(lines.length).toBeLessThan(45);
});

test("a failed probe is no failed request", async () => {
  answer = (response) => response.writeHead(503).end();
  await ask("/api/health/ready");
  expect(await series(1)).toEqual(["GET /api/health/ready probe 5xx"]);
  expect(lines).toEqual([]);
});

test("without a manifest every address is other", () => {
  expect(readRoutePatterns(path.join(folder, "none"))("/ko/trips/ABC234").pattern).toBe("other");
});
