import http from "node:http";
import type { AddressInfo } from "node:net";
import { gzipSync } from "node:zlib";
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import { setDraining } from "@/server/shared/draining";
import { log } from "@/server/shared/log";
import { noteRequestError, watchResponses } from "./watch-responses";

const away = Object.assign(new Error("connect ECONNREFUSED"), { code: "ECONNREFUSED" });

/** A page that fails with `failure`; then `write` answers as Next would. */
let failure: () => Error | null = () => null;
let write: (response: http.ServerResponse) => void = (response) => response.writeHead(500).end("Next's own");
const server = http.createServer((request, response) => {
  const error = failure();
  const { url = "", method = "", headers } = request;
  if (error) noteRequestError(error, { path: url, method, headers });
  write(response);
});
let origin: string;

beforeAll(async () => {
  watchResponses();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterEach(() => {
  failure = () => null;
  write = (response) => response.writeHead(500).end("Next's own");
  setDraining(false);
  vi.restoreAllMocks();
});
afterAll(() => new Promise((resolve) => server.close(resolve)));

const ways: Record<string, (response: http.ServerResponse) => void> = {
  "at once": (response) => response.writeHead(500, { "Content-Type": "text/plain" }).end("Next's own"),
  "with a head of its own making": (response) => {
    response.statusCode = 500;
    response.setHeader("Content-Encoding", "gzip");
    response.setHeader("Content-Security-Policy", "default-src *");
    response.setHeader("X-Frame-Options", "DENY");
    response.setHeader("X-Request-Id", "its id");
    response.end(gzipSync("Next's own"));
  },
  "in pieces": (response) => {
    response.statusCode = 500;
    response.write("Next's ", () => response.end("own"));
  },
};

describe("a page that failed because its data cannot be read", () => {
  test.each(Object.keys(ways))("is a 503 in both languages with Retry-After, written %s", async (way) => {
    failure = () => new Error("page", { cause: away });
    write = ways[way] as typeof write;
    const answer = await fetch(`${origin}/ko/trips`);
    expect([answer.status, answer.headers.get("Retry-After")]).toEqual([503, "5"]);
    expect(answer.headers.get("Content-Security-Policy")).toContain("default-src 'none'");
    expect(answer.headers.get("Content-Encoding")).toBeNull();
    const text = await answer.text();
    expect(text).toContain("지금은 화면을 열 수 없습니다");
    expect(text).toContain("temporarily unavailable");
    expect(text).not.toContain("Next's own");
  });

  test("keeps the headers that every answer has", async () => {
    failure = () => away;
    write = ways["with a head of its own making"] as typeof write;
    const { headers } = await fetch(origin);
    expect([headers.get("X-Frame-Options"), headers.get("X-Request-Id")]).toEqual(["DENY", "its id"]);
  });

  test.each([
    ["a full pool", new Error("timeout exceeded when trying to connect")],
    ["a frozen server", new Error("Query read timeout")],
    ["a statement that took too long", Object.assign(new Error("canceling"), { code: "57014" })],
    ["a lock that is not free", Object.assign(new Error("lock timeout"), { code: "55P03" })],
  ])("for %s too", async (_, error) => {
    failure = () => error;
    expect((await fetch(origin)).status).toBe(503);
  });
});

test("a page that failed for another reason stays a 500, and other requests are not changed", async () => {
  failure = () => new Error("a mistake of ours");
  expect([(await fetch(origin)).status, await (await fetch(origin)).text()]).toEqual([500, "Next's own"]);
  failure = () => away;
  expect((await fetch(origin)).status).toBe(503);
  failure = () => null;
  write = (response) => response.end("fine");
  expect([(await fetch(origin)).status, await (await fetch(origin)).text()]).toEqual([200, "fine"]);
});

test("an answer that has begun is not replaced, and an id that a client sends marks no request", async () => {
  let id: string | undefined;
  write = (response) => {
    response.write("begun");
    noteRequestError(away, { path: "/", method: "GET", headers: { "x-msa-request": id } });
    response.end(" and done");
  };
  expect(await (await fetch(origin)).text()).toBe("begun and done");
  id = "mine";
  write = (response) => {
    noteRequestError(away, { path: "/", method: "GET", headers: { "x-msa-request": id } });
    response.end("fine");
  };
  const answer = await fetch(origin, { headers: { "x-msa-request": "mine" } });
  expect([answer.status, await answer.text()]).toEqual([200, "fine"]);
});

test("the fault is logged once, with its path and without its query", async () => {
  const written = vi.spyOn(log, "error").mockImplementation(() => {});
  const error = new Error("page");
  for (let n = 0; n < 2; n++)
    noteRequestError(error, { path: "/ko/trips?email=canary@example.com", method: "GET", headers: {} });
  expect(written.mock.calls).toEqual([[{ path: "/ko/trips", method: "GET", err: error }, "a page failed"]]);
});

test("while the process drains, each answer closes its connection", async () => {
  write = (response) => response.end("fine");
  expect((await fetch(origin)).headers.get("Connection")).toBe("keep-alive");
  setDraining(true);
  expect((await fetch(origin)).headers.get("Connection")).toBe("close");
});
