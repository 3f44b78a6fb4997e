import http from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { brotliDecompressSync } from "node:zlib";
import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { TEST_ENVIRONMENT } from "@/tools/test/environment";
import { compressAnswer } from "./compress-answer";
import { shareDocument } from "./shared-documents";
import { SHARED_PAGE_CACHING } from "./shared-page";

/** A server such as Next's: each document that it draws has a number. */
let drawn = 0;
let drawing: Promise<unknown> = Promise.resolve();
let more: http.OutgoingHttpHeaders = {};
let status = 200;
let breaksOff = false;
const server = http.createServer((request, response) => {
  response.setHeader("X-Request-Id", String(request.headers["x-number"]));
  shareDocument(request, response, async () => {
    compressAnswer(request, response);
    drawn += 1;
    const number = drawn;
    await drawing;
    if (breaksOff && number === 1) {
      response.destroy();
      return;
    }
    response.statusCode = status;
    const headers = {
      "Content-Type": "text/html",
      "Cache-Control": SHARED_PAGE_CACHING,
      "X-Nonce": `n${number}`,
    };
    for (const [name, value] of Object.entries({ ...headers, ...more }))
      response.setHeader(name, value as string);
    response.write(`${"항공권 ".repeat(500)} 문서`);
    response.end(` ${number}`);
  });
});

beforeAll(async () => {
  for (const [name, value] of Object.entries(TEST_ENVIRONMENT)) vi.stubEnv(name, value);
  vi.stubEnv("DATABASE_URL", "postgres://localhost/unused");
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
});
afterAll(() => {
  server.close();
  vi.unstubAllEnvs();
});
beforeEach(() => {
  drawn = 0;
  drawing = Promise.resolve();
  [more, status, breaksOff] = [{}, 200, false];
});

let pages = 0;
/** An address that no other test has asked for. */
const page = () => `/ko/flights?n=${++pages}`;

type Got = { number: number; headers: http.IncomingHttpHeaders; status?: number };
const ask = (path: string, headers: http.OutgoingHttpHeaders = {}, method = "GET") =>
  new Promise<Got>((resolve, reject) => {
    const { port } = server.address() as AddressInfo;
    const sent = { accept: "text/html,*/*", "accept-encoding": "br", "x-number": "1", ...headers };
    http
      .request({ port, host: "127.0.0.1", path, method, headers: sent }, async (response) => {
        const parts: Buffer[] = [];
        for await (const part of response) parts.push(part);
        const body = Buffer.concat(parts);
        const text = (
          response.headers["content-encoding"] === "br" ? brotliDecompressSync(body) : body
        ).toString();
        resolve({
          number: Number(/문서 (\d+)$/.exec(text)?.[1]),
          headers: response.headers,
          status: response.statusCode,
        });
      })
      .once("error", reject)
      .end();
  });

test("visitors who come at the same time get one document, whole, each with a request id of their own", async () => {
  const path = page();
  let draw: () => void = () => {};
  drawing = new Promise<void>((resolve) => {
    draw = resolve;
  });
  const asked = ["1", "2", "3", "4"].map((number) => ask(path, { "x-number": number }));
  await expect.poll(() => drawn).toBe(1);
  draw();
  const got = await Promise.all(asked);
  expect(got.map(({ number }) => number)).toEqual([1, 1, 1, 1]);
  expect(got.map(({ headers }) => headers["x-nonce"])).toEqual(Array(4).fill("n1"));
  expect(got.map(({ headers }) => headers["x-request-id"])).toEqual(["1", "2", "3", "4"]);
  expect(got.map(({ headers }) => headers["cache-control"])).toEqual(Array(4).fill(SHARED_PAGE_CACHING));
  expect(drawn).toBe(1);
});

test("a document is drawn again after a second", async () => {
  const path = page();
  expect([(await ask(path)).number, (await ask(path)).number]).toEqual([1, 1]);
  await sleep(1_050);
  expect((await ask(path)).number).toBe(2);
});

test.each<[string, http.OutgoingHttpHeaders]>([
  ["is signed in", { cookie: "next-auth.session-token=x" }],
  ["has any cookie that is not known here", { cookie: "NEXT_LOCALE=ko; other=1" }],
  ["is the browser's router", { rsc: "1" }],
  ["sends a form", { "next-action": "x" }],
  ["asks for data", { accept: "application/json" }],
  ["has a document already", { "if-none-match": "x" }],
  ["shows who it is", { authorization: "Bearer x" }],
  ["is a search engine", { "user-agent": "Mozilla/5.0 (compatible; Googlebot/2.1)" }],
])("nothing is shared with a request that %s", async (_, headers) => {
  const path = page();
  expect((await ask(path)).number).toBe(1);
  expect([(await ask(path, headers)).number, (await ask(path, headers)).number]).toEqual([2, 3]);
});

test.each<[string, http.OutgoingHttpHeaders]>([
  ["another theme", { cookie: "msa-theme=dark" }],
  ["another compression", { "accept-encoding": "identity" }],
  ["another language", { "accept-language": "en" }],
])("%s has a document of its own", async (_, headers) => {
  const path = page();
  expect((await ask(path)).number).toBe(1);
  expect([(await ask(path, headers)).number, (await ask(path, headers)).number]).toEqual([2, 2]);
});

test("other pages, other methods and a page that explains a refusal are not shared", async () => {
  const other = `/ko/trips?n=${page()}`;
  const refused = `${page()}&problem=SOLD_OUT`;
  expect([(await ask(other)).number, (await ask(other)).number]).toEqual([1, 2]);
  expect([(await ask(refused)).number, (await ask(refused)).number]).toEqual([3, 4]);
  const path = page();
  await ask(path, {}, "POST");
  expect([(await ask(path)).number, drawn]).toEqual([6, 6]);
});

test.each<[string, () => void]>([
  [
    "an answer with a cookie",
    () => {
      more = { "Set-Cookie": "a=1" };
    },
  ],
  [
    "an answer that no browser may keep",
    () => {
      more = { "Cache-Control": "no-store" };
    },
  ],
  [
    "a page that failed",
    () => {
      status = 500;
    },
  ],
  [
    "a page that leads elsewhere",
    () => {
      status = 307;
    },
  ],
])("%s is not shared: who waited for it is answered alone", async (_, make) => {
  make();
  const path = page();
  const got = await Promise.all([ask(path), ask(path), ask(path)]);
  expect(got.map(({ number }) => number).sort()).toEqual([1, 2, 3]);
  expect((await ask(path)).number).toBe(4);
});

test("a connection that breaks off takes nobody with it", async () => {
  const path = page();
  breaksOff = true;
  let draw: () => void = () => {};
  drawing = new Promise<void>((resolve) => {
    draw = resolve;
  });
  const first = ask(path).catch((error: Error) => error.message);
  await expect.poll(() => drawn).toBe(1);
  const second = ask(path);
  draw();
  expect(await first).toBe("socket hang up");
  expect((await second).number).toBe(2);
});
