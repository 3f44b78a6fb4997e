import fs from "node:fs";
import http from "node:http";
import type { AddressInfo } from "node:net";
import os from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { claimPort } from "@/tools/start/ports";
import { type Haproxy, reasonToSkip, startHaproxy } from "./haproxy";

/** Two servers that answer the checks as replicas of the site do. */
type Replica = { name: string; ready: boolean; breaks: boolean; posts: number; pages: number; port: number };
const replicas: Replica[] = ["one", "two"].map((name) => ({
  ...{ name, ready: true, breaks: false, posts: 0, pages: 0, port: 0 },
}));
const servers: http.Server[] = [];
const folder = fs.mkdtempSync(path.join(os.tmpdir(), "msa-haproxy-"));
const skipped = reasonToSkip();
let proxy: Haproxy;
let url = "";

function answer(replica: Replica, request: http.IncomingMessage, response: http.ServerResponse): void {
  if (request.url === "/api/health/ready") response.writeHead(replica.ready ? 200 : 503).end();
  else if (replica.breaks) {
    replica.posts += 1;
    request.socket.destroy();
  } else {
    replica.pages += 1;
    response.end(JSON.stringify({ from: request.headers["x-forwarded-for"] }));
  }
}

beforeAll(async () => {
  if (skipped) return;
  for (const replica of replicas) {
    const server = http.createServer((request, response) => answer(replica, request, response));
    servers.push(server);
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    replica.port = (server.address() as AddressInfo).port;
  }
  const port = await claimPort(3_980);
  url = `http://127.0.0.1:${port}`;
  proxy = await startHaproxy(port, replicas, folder);
}, 60_000);
afterAll(async () => {
  await proxy?.stop();
  for (const server of servers) server.close();
  for (const server of servers) server.closeAllConnections();
  fs.rmSync(folder, { recursive: true, force: true });
});

/** Sets what the replicas do, and waits until the proxy knows who is ready. */
async function state(...states: [Partial<Replica>, Partial<Replica>]): Promise<void> {
  states.forEach((each, n) => {
    Object.assign(replicas[n] as Replica, { ready: true, breaks: false, posts: 0, pages: 0 }, each);
  });
  for (const { name, ready } of replicas)
    await expect.poll(() => proxy.isUp(name), { timeout: 10_000 }).toBe(ready);
}

const statuses = (path: string, times: number, method = "GET") =>
  Promise.all(Array.from({ length: times }, async () => (await fetch(`${url}${path}`, { method })).status));

describe.skipIf(skipped !== null)("the proxy in front of two replicas", () => {
  test("asks for pages only where it is ready", async () => {
    await state({ ready: false }, {});
    expect(new Set(await statuses("/ko", 10))).toEqual(new Set([200]));
    expect(replicas.map(({ pages }) => pages)).toEqual([0, 10]);
  });

  test("repeats a page that got no answer, and never a POST", async () => {
    await state({ breaks: true }, {});
    expect(new Set(await statuses("/ko", 10))).toEqual(new Set([200]));
    await state({ breaks: true }, { breaks: true });
    await fetch(`${url}/api/v1/reservations`, { method: "POST", body: "{}" }).catch(() => null);
    await sleep(100);
    expect(replicas.reduce((sum, { posts }) => sum + posts, 0)).toBe(1);
  });

  test("appends the client's address to what the client says", async () => {
    await state({}, {});
    const forged = await fetch(`${url}/ko`, { headers: { "x-forwarded-for": "203.0.113.9" } });
    expect(await forged.json()).toEqual({ from: "203.0.113.9, 127.0.0.1" });
  });
});
