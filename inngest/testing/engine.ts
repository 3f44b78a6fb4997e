import http from "node:http";
import type { AddressInfo } from "node:net";
import { serve } from "inngest/node";
import { DEFAULTS } from "@/local/inngest-server/options";
import { type InngestServer, startInngestServer } from "@/local/inngest-server/server";

export type TestEngine = {
  /** The number of calls of each function, by function id. */
  calls: Map<string, number>;
  down(): Promise<void>;
  up(): Promise<void>;
  stop(): Promise<void>;
};

/**
 * Starts the local Inngest server and the SDK's handler with the real functions, both in this process, with short retry
 * pauses. To be called before the client is imported, because the client reads its environment at import.
 */
export async function startEngine(backoffMs = [100]): Promise<TestEngine> {
  const [port, appPort] = [await freePort(), await freePort()];
  process.env.INNGEST_BASE_URL = `http://127.0.0.1:${port}`;
  process.env.INNGEST_SERVE_ORIGIN = `http://127.0.0.1:${appPort}`;
  const { inngest } = await import("@/inngest/client");
  const { functions } = await import("@/inngest/functions");
  const handler = serve({ client: inngest, functions, enableUnauthedSync: false });
  const calls = new Map<string, number>();
  const app = http.createServer((request, response) => {
    const fn = new URL(request.url ?? "/", "http://app").searchParams.get("fnId");
    if (request.method === "POST" && fn) calls.set(fn, (calls.get(fn) ?? 0) + 1);
    handler(request, response);
  });
  await new Promise<void>((resolve) => app.listen(appPort, "127.0.0.1", resolve));

  const start = async () => {
    const server = await startInngestServer({
      ...DEFAULTS,
      databaseUrl: process.env.DATABASE_URL ?? "",
      port,
      eventKey: process.env.INNGEST_EVENT_KEY ?? "",
      signingKey: process.env.INNGEST_SIGNING_KEY ?? "",
      appUrls: [`http://127.0.0.1:${appPort}/api/inngest`],
      backoffMs,
      stopMs: 1_000,
      log: () => {},
    });
    await synced(server.url);
    return server;
  };
  let server: InngestServer | null = await start();
  const { keepRegistered } = await import("@/inngest/registration/keep-registered");
  const registration = keepRegistered();
  await registration.settled();
  return {
    calls,
    async down() {
      await server?.stop();
      server = null;
    },
    async up() {
      server ??= await start();
    },
    async stop() {
      await registration.stop();
      await server?.stop();
      app.closeAllConnections();
      await new Promise((resolve) => app.close(resolve));
    },
  };
}

async function synced(serverUrl: string): Promise<void> {
  for (const end = Date.now() + 15_000; Date.now() < end; ) {
    const reply = await fetch(`${serverUrl}/health`).catch(() => null);
    const health = reply?.ok ? ((await reply.json()) as { apps: { synced: boolean }[] }) : null;
    if (health?.apps.every((app) => app.synced)) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error("the engine did not take our functions");
}

async function freePort(): Promise<number> {
  const probe = http.createServer();
  await new Promise<void>((resolve) => probe.listen(0, "127.0.0.1", resolve));
  const { port } = probe.address() as AddressInfo;
  await new Promise((resolve) => probe.close(resolve));
  return port;
}
