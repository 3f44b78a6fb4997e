import { once } from "node:events";
import http from "node:http";
import net, { type AddressInfo } from "node:net";
import { afterAll, afterEach, beforeEach, expect, test, vi } from "vitest";
import { closeDatabase } from "@/db/client";
import type { HostResolver } from "./resolve-host";
import { startReceiver } from "./testing/receiver";
import { postWebhook } from "./webhook-transport";

vi.stubEnv("WEBHOOKS_ALLOW_PRIVATE", "true");

let receiver: Awaited<ReturnType<typeof startReceiver>>;
beforeEach(async () => {
  receiver = await startReceiver();
});
afterEach(() => receiver.stop());
afterAll(closeDatabase);

const post = (url: string, options: Parameters<typeof postWebhook>[1] = {}) =>
  postWebhook({ url, headers: { "webhook-id": "one" }, body: "{}" }, options);

test("the connection goes to the address that was checked: the host is looked up once", async () => {
  const answers = ["127.0.0.1", "192.0.2.1", "192.0.2.2"];
  const asked: string[] = [];
  const resolver: HostResolver = async (hostname) => {
    asked.push(hostname);
    return [{ address: answers.shift() ?? "192.0.2.3", family: 4 }];
  };
  const outcome = await post(`http://partner.example:${receiver.port}/`, { resolver });
  expect(outcome).toMatchObject({ status: 204, failure: null });
  expect(asked).toEqual(["partner.example"]);
  expect(receiver.received[0]?.headers).toMatchObject({
    ...{ host: `partner.example:${receiver.port}`, "webhook-id": "one", connection: "close" },
  });
});

test("a redirect is a failure and is not followed", async () => {
  const target = await startReceiver();
  receiver.answers(() => ({ status: 307, headers: { location: target.url } }));
  expect(await post(receiver.url)).toMatchObject({ status: 307, failure: "REDIRECT" });
  expect(target.received).toEqual([]);
  await target.stop();
});

test.each([
  [200, null],
  [202, null],
  [400, "STATUS"],
  [503, "STATUS"],
])("%i", async (status, failure) => {
  receiver.answers(() => ({ status, headers: { "retry-after": "30" }, body: "그래요\0" }));
  const outcome = await post(receiver.url);
  expect(outcome).toMatchObject({
    status,
    failure,
    excerpt: "그래요",
    askedSeconds: status === 503 ? 30 : null,
  });
});

/** A server that begins an answer and goes on for ever. */
async function endless(status: number) {
  let written = 0;
  const server = http.createServer((_, response) => {
    response.writeHead(status);
    const timer = setInterval(() => {
      written += 1_024;
      response.write("x".repeat(1_024));
    }, 5);
    response.on("close", () => clearInterval(timer));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}/`, written: () => written, server };
}

test("of an answer that never ends four KiB are read, and then the connection is closed", async () => {
  const { url, server } = await endless(200);
  const closed = once(server, "connection").then(([socket]) => once(socket as net.Socket, "close"));
  expect(await post(url)).toMatchObject({ status: 200, failure: null, excerpt: "x".repeat(1_000) });
  await closed;
  server.close();
});

test("what does not answer in time is given up", async () => {
  receiver.answers(() => "silence");
  expect(await post(receiver.url, { withinMs: 300 })).toMatchObject({ status: null, failure: "TIMEOUT" });
  const never: HostResolver = () => new Promise(() => {});
  expect(await post("http://partner.example/", { withinMs: 100, resolver: never })).toMatchObject({
    ...{ status: null, failure: "TIMEOUT" },
  });
});

test("an answer whose body comes late counts by its status", async () => {
  const server = http.createServer((_, response) => {
    response.writeHead(200);
    response.write("begun");
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  expect(await post(`http://127.0.0.1:${port}/`, { withinMs: 500 })).toMatchObject({
    ...{ status: 200, failure: null, excerpt: "begun" },
  });
  server.closeAllConnections();
  server.close();
});

test("a host that nobody knows, a port that nobody listens to, a server without TLS, one that hangs up", async () => {
  const nobody: HostResolver = () => Promise.reject(new Error("ENOTFOUND"));
  expect(await post("http://partner.example/", { resolver: nobody })).toMatchObject({ failure: "DNS" });
  expect(await post("https://127.0.0.1:1/")).toMatchObject({ failure: "CONNECT" });
  expect(await post(receiver.url.replace("http:", "https:"))).toMatchObject({ failure: "TLS" });
  const rude = net.createServer((socket) => socket.destroy()).listen(0, "127.0.0.1");
  await once(rude, "listening");
  const { port } = rude.address() as AddressInfo;
  expect(await post(`http://127.0.0.1:${port}/`)).toMatchObject({ failure: "BROKEN" });
  rude.close();
});
