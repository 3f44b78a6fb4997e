import http from "node:http";
import type { AddressInfo } from "node:net";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { log } from "@/server/shared/log";
import { fileGiver } from "./give-file";

const OTHER = "/_next/static/chunks/other.js";
const find = vi.fn(async (path: string) => {
  if (path.endsWith("away.js")) throw new Error("away");
  return [OTHER, "/_next/static/media/a.woff2"].includes(path) ? gzipSync("of the other build") : null;
});
const give = fileGiver(new Set(["/_next/static/chunks/own.js"]), { find });
const server = http.createServer((request, response) =>
  give(request, response, () => response.writeHead(404).end("Next")),
);
beforeAll(() => new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve)));
afterAll(() => server.close());

const ask = (path: string, init: RequestInit = {}) =>
  fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`, init);

test.each(["gzip, deflate, br", "identity"])(
  "a file of another build is answered for good to a browser that reads %s",
  async (encoding) => {
    const answer = await ask(`${OTHER}?dpl=1`, { headers: { "accept-encoding": encoding } });
    expect(answer.status).toBe(200);
    expect(await answer.text()).toBe("of the other build");
    expect(answer.headers.get("content-encoding")).toBe(encoding === "identity" ? null : "gzip");
    expect(answer.headers.get("content-type")).toBe("application/javascript; charset=UTF-8");
    expect(answer.headers.get("cache-control")).toBe("public, max-age=31536000, immutable");
  },
);

test("a font has its own type, and HEAD has no body", async () => {
  const answer = await ask("/_next/static/media/a.woff2", { method: "HEAD" });
  expect([answer.status, answer.headers.get("content-type"), await answer.text()]).toEqual([
    200,
    "font/woff2",
    "",
  ]);
});

test("what no build has, what this build has itself, and what does not read is left to Next", async () => {
  for (const [path, method] of [
    ["/_next/static/nobody.js", "GET"],
    ["/_next/static/chunks/own.js", "GET"],
    ["/icon.svg", "GET"],
    [OTHER, "POST"],
  ] as const)
    expect(await (await ask(path, { method })).text()).toBe("Next");
  expect(find.mock.calls.flat()).not.toContain("/_next/static/chunks/own.js");
});

test("while the database is away, Next answers", async () => {
  const warned = vi.spyOn(log, "warn").mockImplementation(() => {});
  expect((await ask("/_next/static/away.js")).status).toBe(404);
  expect(warned).toHaveBeenCalled();
});
