import http from "node:http";
import type { AddressInfo } from "node:net";
import { batcher } from "@/server/shared/batcher";
import { createAppClient } from "./app-client";
import { openDatabase } from "./database";
import { createExecutor } from "./executor";
import { createApi } from "./http-api";
import { ingest, type Trigger } from "./ingest";
import type { Job } from "./job";
import type { ServerOptions } from "./options";
import { openRegistry } from "./registry";
import { type Checkpoint, checkpoint } from "./results";
import { startRetention } from "./retention";
import { startSync } from "./sync";
import { startTimers } from "./timers";
import { startWorker } from "./worker";

export interface InngestServer {
  url: string;
  stop(): Promise<void>;
}

const POOL_SIZE = 6;

/** Starts the server; it answers when the promise resolves. Rejects when the port is taken. */
export async function startInngestServer(options: ServerOptions): Promise<InngestServer> {
  // The port first: a second server must not take work from the first before it finds out.
  let handler: http.RequestListener = (_, response) => response.writeHead(503).end();
  const api = http.createServer((request, response) => handler(request, response));
  await listen(api, options.port);
  const db = await openDatabase(options.databaseUrl, options.schema, POOL_SIZE).catch((error) => {
    api.close();
    throw error;
  });
  const registry = await openRegistry(db, () => timers.look());
  const client = createAppClient(options.signingKey, options.workers + options.appUrls.length);
  let stopped = false;

  const worker = startWorker(
    db,
    options,
    createExecutor({
      db,
      options,
      registry,
      client,
      wake: (delayMs) => worker.wake(delayMs),
      pause: (ms) => worker.pause(ms),
      onAbsent: () => sync.soon(),
      isStopped: () => stopped,
    }),
  );

  const accept = batcher<Trigger[], void>(async (lists) => {
    const reserved = new Map<string, Job>();
    const mayStart = (job: Job) => {
      const free = worker.reserve(job);
      if (free) reserved.set(job.runId, job);
      return free;
    };
    try {
      const { started, waiting, batched } = await ingest(db, lists.flat(), options.leaseMs, mayStart);
      for (const job of started) {
        reserved.delete(job.runId);
        worker.start(job);
      }
      if (waiting) worker.wake();
      if (batched) timers.look();
    } finally {
      for (const job of reserved.values()) worker.cancel(job);
    }
    return lists.map(() => undefined);
  });

  const timers = startTimers({ db, options, registry, accept, wake: () => worker.wake() });
  const sync = startSync(options, registry, client);
  const stopRetention = startRetention(db, options.log);
  const keep = batcher((checkpoints: Checkpoint[]) => checkpoint(db, checkpoints, options.leaseMs));

  handler = createApi({
    eventKey: options.eventKey,
    signingKey: options.signingKey,
    log: options.log,
    isReady: () => !registry.isEmpty(),
    receive: (events) =>
      accept(events.map((each) => ({ ...each, functions: registry.triggeredBy(each.event.name) }))),
    register: registry.register,
    checkpoint: (jobId, generation, saved) => keep({ jobId, generation, saved }),
    health: () => ({ status: 200, apps: sync.states() }),
  });

  /** The API outlives the calls: they checkpoint while they end. */
  async function stop(): Promise<void> {
    await Promise.all([sync.stop(), timers.stop(), worker.stop()]);
    stopped = true;
    stopRetention();
    client.close();
    await new Promise<void>((resolve) => {
      api.close(() => resolve());
      api.closeAllConnections();
    });
    await db.end();
  }

  return { url: `http://127.0.0.1:${(api.address() as AddressInfo).port}`, stop };
}

function listen(api: http.Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    api.once("error", reject).listen(port, "127.0.0.1", resolve);
  });
}
