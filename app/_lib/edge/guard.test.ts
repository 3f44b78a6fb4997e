import http from "node:http";
import net, { type AddressInfo } from "node:net";
import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { TEST_ENVIRONMENT } from "@/tools/test/environment";

/** A server such as Next's behind the guard: it reads the body and says what it got. */
const seen: { url: string; body: string; headers: http.IncomingHttpHeaders }[] = [];
const server = http.createServer(async (request, response) => {
  let body = "";
  for await (const chunk of request) body += chunk;
  seen.push({ url: request.url ?? "", body, headers: request.headers });
  response.end("handled");
});
const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });

beforeAll(async () => {
  for (const [name, value] of Object.entries(TEST_ENVIRONMENT)) vi.stubEnv(name, value);
  vi.stubEnv("DATABASE_URL", "postgres://localhost/unused");
  vi.stubEnv("APP_URL", "https://air.example");
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
    const request = http.request({ agent, port: port(), method, path, headers }, async (response) => {
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
  expect((await send("GET", { path: "/api/health/live" })).headers["x-robots-tag"]).toBe("noindex, nofollow");
});

test("slow senders are cut off", () => {
  expect([server.headersTimeout, server.requestTimeout]).toEqual([20_000, 30_000]);
});
