import http from "node:http";
import type { AddressInfo } from "node:net";
import { Inngest, type InngestFunction } from "inngest";
import { serve } from "inngest/node";
import pg from "pg";
import { DEFAULTS, type ServerOptions } from "@/local/inngest-server/options";
import { type InngestServer, startInngestServer } from "@/local/inngest-server/server";

export const EVENT_KEY = "test-event-key";
export const SIGNING_KEY = "00112233445566778899aabbccddeeff";

/** Waits until `check` returns something; throws after a time. */
export async function until<T>(
  what: string,
  check: () => Promise<T | undefined | null | false> | T | undefined | null | false,
  timeoutMs = 15_000,
): Promise<T> {
  const end = Date.now() + timeoutMs;
  for (;;) {
    const found = await check();
    if (found !== undefined && found !== null && found !== false) return found;
    if (Date.now() > end) throw new Error(`timed out waiting for: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

/** A real SDK client in cloud mode that talks to a local server. */
export function createClient(baseUrl: string, id = "shop"): Inngest {
  const quiet = { debug() {}, info() {}, warn() {}, error() {} };
  return new Inngest({
    id,
    baseUrl,
    eventKey: EVENT_KEY,
    signingKey: SIGNING_KEY,
    isDev: false,
    logger: quiet,
  });
}

export interface App {
  url: string;
  port: number;
  /** Calls of functions that arrived. */
  calls: () => number;
  stop(): Promise<void>;
}

/** Serves functions with the SDK's own Node adapter, signatures on. */
export async function serveApp(client: Inngest, functions: InngestFunction.Any[], port = 0): Promise<App> {
  let calls = 0;
  let handler: http.RequestListener = () => {};
  const server = http.createServer((request, response) => {
    if (request.method === "POST") calls += 1;
    handler(request, response);
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject).listen(port, "127.0.0.1", resolve);
  });
  const address = server.address() as AddressInfo;
  handler = serve({ client, functions, serveOrigin: `http://127.0.0.1:${address.port}` });
  return {
    url: `http://127.0.0.1:${address.port}/api/inngest`,
    port: address.port,
    calls: () => calls,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

export interface Engine {
  server: InngestServer;
  client: Inngest;
  app: App;
  db: pg.Client;
  logs: string[];
  /** Stops the server and starts another one on the same state. */
  restart(overrides?: Partial<ServerOptions>): Promise<void>;
  stop(): Promise<void>;
}

let engines = 0;

/** A free port of this machine, for a URL that has to be known before its server starts. */
export async function freePort(): Promise<number> {
  const probe = http.createServer();
  await new Promise<void>((resolve) => probe.listen(0, "127.0.0.1", resolve));
  const { port } = probe.address() as AddressInfo;
  await new Promise((resolve) => probe.close(resolve));
  return port;
}

/** A server and an app with a PostgreSQL schema of their own and short retries. */
export async function startEngine(
  define: (client: Inngest) => InngestFunction.Any[],
  overrides: Partial<ServerOptions> = {},
): Promise<Engine> {
  const port = await freePort();
  const client = createClient(`http://127.0.0.1:${port}`);
  const app = await serveApp(client, define(client));
  const logs: string[] = [];
  engines += 1;
  const schema = `inngest_test_${process.pid}_${engines}`;
  const options: ServerOptions = {
    ...DEFAULTS,
    databaseUrl: process.env.DATABASE_URL ?? "",
    schema,
    port,
    eventKey: EVENT_KEY,
    signingKey: SIGNING_KEY,
    appUrls: [app.url],
    backoffMs: [50],
    stopMs: 1_000,
    log: (line) => logs.push(line),
    ...overrides,
  };
  const db = new pg.Client({
    connectionString: process.env.DATABASE_URL,
    options: `-c search_path=${schema}`,
  });
  await db.connect();
  const engine: Engine = {
    server: await startInngestServer(options),
    client,
    app,
    db,
    logs,
    async restart(changed = {}) {
      await engine.server.stop();
      engine.server = await startInngestServer({ ...options, ...changed });
    },
    async stop() {
      await engine.server.stop();
      await app.stop();
      await db.query(`drop schema ${schema} cascade`);
      await db.end();
    },
  };
  await untilSynced(engine.server.url);
  return engine;
}

/** Waits until the server has the functions of all its apps. */
export async function untilSynced(serverUrl: string): Promise<void> {
  await until("the app's sync", async () => {
    const reply = await fetch(`${serverUrl}/health`).catch(() => null);
    const health = reply?.ok ? ((await reply.json()) as { apps: { synced: boolean }[] }) : null;
    return health?.apps.every((each) => each.synced);
  });
}
