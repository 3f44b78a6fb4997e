import http from "node:http";
import net, { type AddressInfo } from "node:net";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { hasReservedConnections } from "@/db/pool-queue";
import { log } from "@/server/shared/log";
import { TEST_ENVIRONMENT } from "@/tools/test/environment";
import { shedRequests, takeSample } from "./shed-load";

/** A server such as Next's behind the guard: it reads the body and says what it got. */
const reservedIn: boolean[] = [];
const seen: { url: string; body: string; headers: http.IncomingHttpHeaders }[] = [];
const server = http.createServer(async (request, response) => {
  let body = "";
  for await (const chunk of request) body += chunk;
  reservedIn.push(hasReservedConnections());
  seen.push({ url: request.url ?? "", body, headers: request.headers });
  if (request.headers["stripe-signature"] === "false") response.statusCode = 400;
  if (request.headers["x-inngest-signature"] === "false") response.statusCode = 401;
  response.end("handled");
});
const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });

beforeAll(async () => {
  for (const [name, value] of Object.entries(TEST_ENVIRONMENT)) vi.stubEnv(name, value);
  vi.stubEnv("DATABASE_URL", "postgres://localhost/unused");
  vi.stubEnv("APP_URL", "https://air.example");
  vi.stubEnv("ENTRY_READS_PER_SECOND", "1");
  vi.stubEnv("ENTRY_READ_BURST", "3");
  vi.spyOn(log, "warn").mockImplementation(() => {});
  (await import("./guard")).guardServers();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
});
afterAll(() => {
  agent.destroy();
  server.close();
  vi.unstubAllEnvs();
});
beforeEach(() => void seen.splice(0));

const port = () => (server.address() as AddressInfo).port;
type Sent = { path?: string; headers?: http.OutgoingHttpHeaders; parts?: (string | Buffer)[] };
type Got = { status?: number; headers: http.IncomingHttpHeaders; body: string };

/** Without a content-length the parts go as chunks. */
const send = (method: string, { path = "/ko", headers = {}, parts = [] }: Sent = {}) =>
  new Promise<Got>((resolve, reject) => {
    const sent = { "x-forwarded-for": "127.0.0.1", ...headers };
    const request = http.request({ agent, port: port(), method, path, headers: sent }, async (response) => {
      let body = "";
      for await (const chunk of response) body += chunk;
      resolve({ status: response.statusCode, headers: response.headers, body });
    });
    request.once("error", reject);
    for (const part of parts) request.write(part);
    request.end();
  });

test("a valid request passes with its whole body, under the site's own name", async () => {
  const forged = { host: "evil.example", "x-forwarded-host": "evil.example", forwarded: "host=evil.example" };
  const got = await send("POST", {
    headers: { ...forged, "x-forwarded-proto": "gopher" },
    parts: ["가".repeat(9_000), "나"],
  });
  expect([got.status, got.body]).toEqual([200, "handled"]);
  expect(seen[0]?.body).toBe(`${"가".repeat(9_000)}나`);
  expect(seen[0]?.headers).toMatchObject({
    host: "air.example",
    "x-forwarded-host": "air.example",
    "x-forwarded-proto": "https",
    "x-forwarded-port": "443",
  });
  expect(seen[0]?.headers).not.toHaveProperty("forwarded");
});

test.each([
  ["announced", { "content-length": "70000" }],
  ["counted", { "transfer-encoding": "chunked" }],
])(
  "a body that is too long is refused in words, its length %s, and the next request is answered",
  async (_, headers) => {
    const parts = Array.from({ length: 7 }, () => Buffer.alloc(10_000));
    const [refused, next] = await Promise.all([send("POST", { headers, parts }), send("GET")]);
    expect([refused.status, refused.headers.connection]).toEqual([413, "close"]);
    expect(JSON.parse(refused.body).detail).toMatch(/너무 큽니다.*too large/);
    expect([next.status, seen.length]).toEqual([200, 1]);
  },
);

test("a body that is announced too long is refused before it arrives", async () => {
  const socket = net.connect(port(), "127.0.0.1");
  socket.write(
    "POST /api/auth/callback/credentials HTTP/1.1\r\nHost: x\r\nContent-Length: 120000000\r\n\r\n",
  );
  const [first] = (await new Promise((resolve) => socket.once("data", (data) => resolve([data])))) as [
    Buffer,
  ];
  expect(first.toString()).toMatch(/^HTTP\/1.1 413 /);
  socket.destroy();
});

test.each([
  ["/api/inngest", "x-inngest-signature", 4_000_000, 200],
  ["/api/inngest", "x-inngest-signature", 4_200_000, 413],
  ["/api/inngest", "x-other", 66_000, 413],
  ["/api/payments/webhook", "stripe-signature", 1_000_000, 200],
  ["/api/payments/webhook", "stripe-signature", 1_100_000, 413],
  ["/api/payments/webhook", "x-other", 66_000, 413],
  ["/api/auth/callback/credentials", "x-other", 17_000, 413],
  ["/api/v1/reservations", "x-other", 60_000, 200],
  ["/api/v1/reservations", "x-other", 66_000, 413],
])("%s, with %s, takes or refuses %i bytes", async (path, header, bytes, status) => {
  const got = await send("POST", {
    path,
    headers: { "content-length": bytes, [header]: "given" },
    parts: [Buffer.alloc(bytes)],
  });
  expect(got.status).toBe(status);
});

test.each(["/api/%E0%A4%A", "/_next/%", "/ko?q=%00", "*", "http://evil.example/ko"])(
  "%s is no address",
  async (path) => expect((await send("OPTIONS", { path })).status).toBe(400),
);

test("a page of another site may not write", async () => {
  const from = (origin: string) => send("POST", { headers: { origin } });
  expect((await from("https://evil.example")).status).toBe(403);
  expect((await from("null")).status).toBe(403);
  expect((await from("https://air.example")).status).toBe(200);
});

test("a malformed action is refused, a well-formed one passes", async () => {
  const call = (body: string) =>
    send("POST", { headers: { "next-action": "4".repeat(42), "content-type": "text/plain" }, parts: [body] });
  expect((await call("junk")).status).toBe(400);
  expect((await call('["$F1"]')).status).toBe(400);
  expect(seen).toEqual([]);
  expect([(await call('[{"a":1}]')).status, seen[0]?.body]).toEqual([200, '[{"a":1}]']);
});

test("a state of the router that Next could not read does not reach it", async () => {
  const state = (text: string) => send("GET", { headers: { rsc: "1", "next-router-state-tree": text } });
  await state("junk");
  await state(encodeURIComponent("[]"));
  const real = encodeURIComponent('["",{"children":[["locale","ko","d",null],{}]}]');
  await state(real);
  expect(seen.map(({ headers }) => headers["next-router-state-tree"])).toEqual([undefined, undefined, real]);
});

test("every answer carries the standing headers, refusals too", async () => {
  for (const { headers } of [await send("GET"), await send("GET", { path: "/%" })])
    expect(headers).toMatchObject({
      "x-content-type-options": "nosniff",
      "x-frame-options": "DENY",
      "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
      "strict-transport-security": "max-age=31536000; includeSubDomains",
    });
  expect((await send("GET", { path: "/api/health/ready" })).headers["x-robots-tag"]).toBe(
    "noindex, nofollow",
  );
});

test("slow senders are cut off, and the connections are capped", () => {
  expect([server.headersTimeout, server.requestTimeout, server.maxConnections]).toEqual([
    20_000, 30_000, 4_000,
  ]);
});

const page = { accept: "text/html,application/xhtml+xml" };
const RESULT = "/ko/book/0199a8f0-0000-7000-8000-000000000001/result";
const press = (longestDelayMs: number, times: number) => {
  for (let n = 0; n < times; n++) takeSample({ longestDelayMs, utilization: 1 });
};

describe("on a saturated process", () => {
  beforeEach(() => press(1_500, 2));
  afterEach(() => press(0, 8));

  test("a page is refused with a page in both languages, and says when to come back", async () => {
    const got = await send("GET", { headers: page });
    expect([got.status, got.headers["content-type"]]).toEqual([503, "text/html; charset=utf-8"]);
    expect(Number(got.headers["retry-after"])).toBeGreaterThanOrEqual(5);
    expect(Number(got.headers["retry-after"])).toBeLessThanOrEqual(10);
    expect(got.body).toMatch(/이용하시는 분이 많습니다[\s\S]*very busy right now/);
    expect(got.headers).toMatchObject({ "x-frame-options": "DENY", "cache-control": "no-store" });
    // Without a body nothing is left unread: the connection goes on.
    expect(got.headers.connection).toBe("keep-alive");
    expect(seen).toEqual([]);
  });

  test.each([
    ["the API", "/api/v1/reservations", {}],
    [
      "an action of a page with JavaScript",
      "/ko/trips/find",
      { ...page, "next-action": "40".padEnd(42, "a") },
    ],
  ])("%s is refused with problem details", async (_, path, headers) => {
    const got = await send("POST", { path, headers, parts: ["[]"] });
    expect([got.status, JSON.parse(got.body).code]).toEqual([503, "UNAVAILABLE"]);
    expect(got.headers["content-type"]).toBe("application/problem+json");
    expect(got.headers["retry-after"]).toMatch(/^\d+$/);
    expect(seen).toEqual([]);
  });

  test("payments in progress, signed calls, probes and the sign-out go on", async () => {
    const notice = { "stripe-signature": "t=1,v1=x" };
    const call = { "x-inngest-signature": "t=1&s=x" };
    const statuses = [
      await send("GET", { path: RESULT, headers: page }),
      await send("GET", {
        path: RESULT.replace("/ko/book", "/api/pages/reservations").replace("result", "payment"),
      }),
      await send("POST", { path: "/api/payments/webhook", headers: notice, parts: ["{}"] }),
      await send("POST", { path: "/api/inngest", headers: call, parts: ["{}"] }),
      await send("GET", { path: "/api/health/ready" }),
      await send("POST", { path: "/api/sign-out", parts: ["x"] }),
      await send("GET", { path: "/ko/book/0199a8f0-0000-7000-8000-000000000001/seats", headers: page }),
    ].map(({ status }) => status);
    expect(statuses).toEqual(Array(7).fill(200));
  });

  test("what is refused is counted by its class, and under more pressure a booking waits too", async () => {
    shedRequests().reset();
    await send("GET", { headers: page });
    press(2_500, 2);
    expect((await send("GET", { path: "/ko/admin" })).status).toBe(503);
    expect((await send("GET", { path: RESULT })).status).toBe(200);
    const { values } = await shedRequests().get();
    expect(values.map(({ labels, value }) => [labels.work, value]).sort()).toEqual([
      ["booking", 1],
      ["other", 1],
    ]);
  });

  test("what is refused counts against no address: the database has nothing to count", async () => {
    const headers = { ...page, "x-forwarded-for": "203.0.113.77" };
    for (let n = 0; n < 5; n++) expect((await send("GET", { headers })).status).toBe(503);
    press(0, 8);
    expect((await send("GET", { headers })).status).toBe(200);
  });

  test("afterwards all is served again", async () => {
    press(0, 8);
    expect((await send("GET", { headers: page })).status).toBe(200);
  });
});

test("payments in progress and probes may use the reserved connections, other work may not", async () => {
  for (const path of [RESULT, "/api/health/ready", "/ko"]) await send("GET", { path });
  expect(reservedIn.slice(-3)).toEqual([true, true, false]);
});

test("an address that reads too often gets 429, another one and the probes go on", async () => {
  const from = (address: string, path = "/ko") =>
    send("GET", { path, headers: { ...page, "x-forwarded-for": address } });
  for (let n = 0; n < 3; n++) expect((await from("203.0.113.1")).status).toBe(200);
  const refused = await from("203.0.113.1");
  expect([refused.status, refused.headers["retry-after"]]).toEqual([429, "1"]);
  expect(refused.body).toMatch(/요청이 너무 많았습니다[\s\S]*Too many requests/);
  expect((await from("203.0.113.2")).status).toBe(200);
  expect((await from("203.0.113.1", "/api/health/ready")).status).toBe(200);
  expect((await from("203.0.113.1", "/_next/static/x.js")).status).toBe(200);
  // All of one customer's IPv6 addresses count together.
  const six = [];
  for (const last of ["1", "2", "ffff", "3"]) six.push((await from(`2001:db8:1:2::${last}`)).status);
  expect(six).toEqual([200, 200, 200, 429]);
  expect((await from("2001:db8:1:3::1")).status).toBe(200);
  // Programs of this machine are not counted.
  for (let n = 0; n < 5; n++) expect((await from("127.0.0.1")).status).toBe(200);
});

test.each([
  ["/api/payments/webhook", "stripe-signature", 400, "203.0.113.20"],
  ["/api/inngest", "x-inngest-signature", 401, "203.0.113.21"],
])(
  "false signatures at %s count against their address, true ones do not",
  async (path, header, status, address) => {
    const from = async (signature: string, source = address) =>
      (
        await send("POST", {
          path,
          headers: { [header]: signature, "x-forwarded-for": source },
          parts: ["{}"],
        })
      ).status;
    for (let n = 0; n < 25; n++) expect(await from("true")).toBe(200);
    for (let n = 0; n < 20; n++) expect(await from("false")).toBe(status);
    expect([await from("false"), await from("true")]).toEqual([429, 429]);
    expect(await from("true", "203.0.113.22")).toBe(200);
  },
);

test("the probe of liveness is answered before Next", async () => {
  const got = await send("GET", { path: "/api/health/live" });
  expect([got.status, JSON.parse(got.body), got.headers["cache-control"], seen.length]).toEqual([
    ...[200, { status: "ok" }, "no-store", 0],
  ]);
});
