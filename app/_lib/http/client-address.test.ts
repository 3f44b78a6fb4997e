import { createServer, type IncomingHttpHeaders, request } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { readEnv } from "@/server/shared/env";
import { TEST_ENVIRONMENT } from "@/tools/test/environment";

beforeEach(() => {
  vi.resetModules();
  for (const [name, value] of Object.entries(TEST_ENVIRONMENT)) vi.stubEnv(name, value);
  vi.stubEnv("DATABASE_URL", "postgres://localhost/unused");
});
afterEach(() => vi.unstubAllEnvs());

/** The module in a process with this number of proxies in front. */
async function withHops(hops: string) {
  vi.stubEnv("TRUSTED_PROXY_HOPS", hops);
  return import("./client-address");
}

const seen = async (hops: string, forwarded: string | null) => {
  const { clientAddress } = await withHops(hops);
  return clientAddress(new Headers(forwarded === null ? {} : { "x-forwarded-for": forwarded }));
};

test.each([
  // What the client invented stands to the left of what the proxies appended.
  ["", "203.0.113.9", "203.0.113.9"],
  ["1", "203.0.113.9, 198.51.100.7", "198.51.100.7"],
  ["2", "203.0.113.9, 198.51.100.7, 10.0.0.1", "198.51.100.7"],
  ["0", "198.51.100.7", "198.51.100.7"],
  ["1", "2001:db8::1", "2001:db8::1"],
  ["1", "::ffff:198.51.100.7", "198.51.100.7"],
  // Fewer entries than proxies: no trusted proxy has written one.
  ["2", "203.0.113.9", "unknown"],
  ["1", "203.0.113.9, <script>", "unknown"],
  ["1", "x".repeat(10_000), "unknown"],
  ["1", null, "unknown"],
])("with %j proxies and %.40j the client is %s", async (hops, forwarded, address) => {
  expect(await seen(hops, forwarded)).toBe(address);
});

test.each(["-1", "many", "1.5", "11"])("%s is refused as a number of proxies", (hops) => {
  const source = {
    ...TEST_ENVIRONMENT,
    DATABASE_URL: "postgres://localhost/unused",
    TRUSTED_PROXY_HOPS: hops,
  };
  expect(() => readEnv(source)).toThrow("TRUSTED_PROXY_HOPS");
});

/** The headers of a request with a forged address, as a server in this process gets them. */
async function received(): Promise<IncomingHttpHeaders> {
  let headers: IncomingHttpHeaders = {};
  const server = createServer((asked, response) => {
    headers = asked.headers;
    response.end();
  }).listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) =>
    request({ port, headers: { "x-forwarded-for": "203.0.113.9", "x-other": "kept" } }, (response) =>
      response.resume().on("end", resolve),
    ).end(),
  );
  server.close();
  return headers;
}

test("behind a proxy the header is kept; without one it is dropped before Next reads it", async () => {
  (await withHops("1")).dropForgedAddresses();
  expect(await received()).toMatchObject({ "x-forwarded-for": "203.0.113.9" });
  vi.resetModules();
  (await withHops("0")).dropForgedAddresses();
  const headers = await received();
  expect(headers).not.toHaveProperty("x-forwarded-for");
  expect(headers["x-other"]).toBe("kept");
});
