import http from "node:http";
import type { AddressInfo } from "node:net";
import { brotliDecompressSync, gunzipSync } from "node:zlib";
import { afterAll, beforeAll, expect, test } from "vitest";
import { compressAnswer } from "./compress-answer";

const text = "항공권 ".repeat(1_000);
let type = "text/html";
const server = http.createServer((request, response) => {
  compressAnswer(request, response);
  response.setHeader("Content-Type", type);
  response.write(text);
  response.end();
});
beforeAll(() => new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve)));
afterAll(() => server.close());

const ask = (encodings: string) =>
  new Promise<{ encoding: string | undefined; vary: string | undefined; body: Buffer }>((resolve, reject) => {
    const { port } = server.address() as AddressInfo;
    const headers = { "accept-encoding": encodings };
    http
      .get({ port, host: "127.0.0.1", headers }, async (response) => {
        const parts: Buffer[] = [];
        for await (const part of response) parts.push(part);
        const { "content-encoding": encoding, vary } = response.headers;
        resolve({ encoding, vary, body: Buffer.concat(parts) });
      })
      .once("error", reject);
  });

test("a browser gets brotli, an older client gzip, and one that reads neither the text", async () => {
  const brotli = await ask("gzip, deflate, br, zstd");
  expect([brotli.encoding, brotli.vary, brotliDecompressSync(brotli.body).toString()]).toEqual([
    "br",
    "Accept-Encoding",
    text,
  ]);
  const gzip = await ask("gzip");
  expect([gzip.encoding, gunzipSync(gzip.body).toString()]).toEqual(["gzip", text]);
  const plain = await ask("identity");
  expect([plain.encoding, plain.body.toString()]).toEqual([undefined, text]);
});

test("what is compressed already is not compressed again", async () => {
  type = "font/woff2";
  expect((await ask("br")).encoding).toBeUndefined();
});
