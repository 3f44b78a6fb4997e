import fs from "node:fs";
import http from "node:http";
import type { AddressInfo } from "node:net";
import os from "node:os";
import path from "node:path";
import { brotliCompressSync, gzipSync } from "node:zlib";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { log } from "@/server/shared/log";
import { fileGiver } from "./give-file";

const OTHER = "/_next/static/chunks/other.js";
const find = vi.fn(async (path: string) => {
  if (path.endsWith("away.js")) throw new Error("away");
  return [OTHER, "/_next/static/media/a.woff2"].includes(path) ? gzipSync("of the other build") : null;
});
const OWN = "/_next/static/chunks/own.js";
const folder = fs.mkdtempSync(path.join(os.tmpdir(), "msa-files-"));
const compressed = path.join(folder, "own.js.br");
fs.writeFileSync(compressed, brotliCompressSync("our own"));
const give = fileGiver(new Set([OWN]), { find }, new Map([[OWN, compressed]]));
const server = http.createServer((request, response) =>
  give(request, response, () => response.writeHead(404).end("Next")),
);
beforeAll(() => new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve)));
afterAll(() => {
  server.close();
  fs.rmSync(folder, { recursive: true, force: true });
});

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

test("a file that the build has compressed is given so to whoever reads it", async () => {
  for (let n = 0; n < 2; n++) {
    const answer = await ask(OWN, { headers: { "accept-encoding": "gzip, deflate, br, zstd" } });
    expect([answer.status, answer.headers.get("content-encoding"), await answer.text()]).toEqual([
      200,
      "br",
      "our own",
    ]);
    expect(answer.headers.get("cache-control")).toBe("public, max-age=31536000, immutable");
  }
  for (const encodings of ["gzip", "identity", "gzip, br;q=0", "brx"])
    expect(await (await ask(OWN, { headers: { "accept-encoding": encodings } })).text()).toBe("Next");
});

test("a font has its own type, and HEAD has no body", async () => {
  const answer = await ask("/_next/static/media/a.woff2", { method: "HEAD" });
  expect([answer.status, answer.headers.get("content-type"), await answer.text()]).toEqual([
    200,
    "font/woff2",
    "",
  ]);
});

test("what no build has, what this build has itself, and what does not read is left to Next", async () => {
  for (const [address, method] of [
    ["/_next/static/nobody.js", "GET"],
    [OWN, "GET"],
    ["/icon.svg", "GET"],
    [OTHER, "POST"],
  ] as const)
    expect(await (await ask(address, { method, headers: { "accept-encoding": "gzip" } })).text()).toBe(
      "Next",
    );
  expect(find.mock.calls.flat()).not.toContain(OWN);
});

test("while the database is away, Next answers", async () => {
  const warned = vi.spyOn(log, "warn").mockImplementation(() => {});
  expect((await ask("/_next/static/away.js")).status).toBe(404);
  expect(warned).toHaveBeenCalled();
});
