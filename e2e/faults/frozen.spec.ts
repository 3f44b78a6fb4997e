import path from "node:path";
import type { Airline } from "@/e2e/support/airline";
import { book, hold, holdBody } from "@/e2e/support/book";
import { DatabaseProxy } from "@/e2e/support/database-proxy";
import { flightOnSale } from "@/e2e/support/flights";
import { expect, test } from "@/e2e/support/stack";
import { until } from "@/e2e/support/until";
import { keepRunning } from "@/tools/start/keep-running";
import { NodePart } from "@/tools/start/part";
import { claimPort } from "@/tools/start/ports";

test.describe.configure({ timeout: 180_000 });

test("a process of the site that is frozen is killed and started again, and the airline goes on selling", async ({
  airline,
}) => {
  const { stack } = airline;
  const lines: string[] = [];
  const watching = { probeEveryMs: 500, probeTimeoutMs: 2_000 };
  const running = keepRunning(stack, { say: (line) => lines.push(line), ...watching });
  const { pid } = stack.app as { pid: number };
  try {
    process.kill(pid, "SIGSTOP");
    const customer = await airline.customer();
    const body = holdBody((await flightOnSale()).id, customer);
    expect((await airline.post(customer, "/api/v1/reservations", body, 1)).status).toBe(201);
    await until(
      async () => lines.some((line) => line.startsWith("app runs again")),
      (runs) => runs,
      { timeoutMs: 90_000, describe: () => lines.join("\n") },
    );
    expect(lines[0]).toBe(`app (pid ${pid}) is not alive: its probe failed 3 times in a row. It is killed.`);
    expect(stack.app.pid).not.toBe(pid);
  } finally {
    await running.stop();
  }
  await book(airline, await airline.customer());
});

/** A third process of the site, with its database behind a proxy and a pool of one connection. */
async function behind(airline: Airline, databaseUrl: string, deadAfterSeconds: number): Promise<NodePart> {
  const { stack } = airline;
  const port = await claimPort(3490);
  const env = {
    ...stack.environment,
    ...{
      NODE_ENV: "production" as const,
      HOSTNAME: "127.0.0.1",
      PORT: String(port),
      TRUSTED_PROXY_HOPS: "0",
    },
    ...{ DATABASE_URL: databaseUrl, DATABASE_POOL_SIZE: "1", SHUTDOWN_PAUSE_MS: "0" },
    LIVENESS_POOL_SECONDS: String(deadAfterSeconds),
  };
  return new NodePart({
    name: "app-behind-a-proxy",
    port,
    url: `http://127.0.0.1:${port}`,
    healthUrl: `http://127.0.0.1:${port}/api/health/startup`,
    logFile: path.join(stack.dataDir, "logs/app-behind-a-proxy.log"),
    args: [path.resolve(process.env.MSA_DIST_DIR || ".next", "standalone/server.js")],
    env: () => ({ ...process.env, ...env }),
  });
}

test("the probes tell a database that is away from a pool that is dead", async ({ airline }) => {
  const proxy = new DatabaseProxy(new URL(airline.stack.environment.DATABASE_URL as string));
  const part = await behind(airline, await proxy.listen(), 4);
  const probe = async (name: "live" | "ready" | "startup") => {
    const answer = await fetch(`${part.url}/api/health/${name}`);
    expect(answer.headers.get("cache-control")).toBe("no-store");
    return `${answer.status} ${JSON.stringify(await answer.json())}`;
  };
  try {
    await part.start();
    // A start on a busy machine may take longer than the four seconds that this pool has.
    await expect.poll(() => probe("live"), { timeout: 10_000 }).toBe('200 {"status":"ok"}');
    expect(await probe("startup")).toBe('200 {"status":"ok"}');
    proxy.cut();
    const cutOff = '503 {"status":"unavailable","reason":"database-unreachable"}';
    await expect.poll(() => probe("ready")).toBe(cutOff);
    // Twice as long as a dead pool has: a restart would help nobody.
    const end = Date.now() + 8_000;
    while (Date.now() < end) {
      expect(await probe("live")).toBe('200 {"status":"ok"}');
      await new Promise((resolve) => setTimeout(resolve, 250));
    }
    proxy.restore();
    await expect.poll(() => probe("ready"), { timeout: 30_000 }).toMatch(/^200/);
    expect(await probe("startup")).toBe('200 {"status":"ok"}');
    proxy.silence();
    await expect
      .poll(() => probe("live"), { timeout: 30_000, intervals: [100] })
      .toBe('503 {"status":"failed","reason":"pool-dead"}');
    expect(await probe("ready")).toBe('503 {"status":"unavailable","reason":"pool-dead"}');
    expect(await part.isAlive(2_000)).toBe(true);
  } finally {
    await part.kill();
    proxy.close();
  }
});

test("a process that starts without its database says so, lives, and is ready when the database is there", async ({
  airline,
}) => {
  const proxy = new DatabaseProxy(new URL(airline.stack.environment.DATABASE_URL as string));
  const part = await behind(airline, await proxy.listen(), 60);
  const probe = async (name: string) => {
    const answer = await fetch(`${part.url}/api/health/${name}`).catch(() => null);
    return answer ? `${answer.status} ${await answer.text()}` : "nobody listens";
  };
  proxy.cut();
  const starting = part.start();
  try {
    const reason = '503 {"status":"starting","reason":"database-unreachable"}';
    await expect.poll(() => probe("startup"), { timeout: 30_000 }).toBe(reason);
    expect([await probe("ready"), await probe("live")]).toEqual([reason, '200 {"status":"ok"}']);
    proxy.restore();
    await starting;
    await expect.poll(() => probe("ready"), { timeout: 30_000 }).toMatch(/^200/);
  } finally {
    await part.kill();
    proxy.close();
    await starting.catch(() => {});
  }
  await hold(airline, await airline.customer());
});
