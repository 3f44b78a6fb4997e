import http from "node:http";
import type { AddressInfo } from "node:net";
import { createAccept } from "./accept";
import { createAppClient } from "./app-client";
import { createCallApp } from "./call-app";
import { createCheckpoints } from "./checkpoints";
import { openDatabase } from "./database";
import { createExecutor } from "./executor";
import { createApi } from "./http-api";
import type { ServerOptions } from "./options";
import { createReceiver } from "./receive";
import { openRegistry } from "./registry";
import { startRetention } from "./retention";
import { StateSizes } from "./state-size";
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
  // The port comes first: a second server must not claim jobs before it notices the first one.
  let handler: http.RequestListener = (_, response) => response.writeHead(503).end();
  const api = http.createServer((request, response) => handler(request, response));
  await listen(api, options.port);
  try {
    const parts = await startParts(options);
    handler = parts.handler;
    return {
      url: `http://127.0.0.1:${(api.address() as AddressInfo).port}`,
      stop: () => parts.stop(() => close(api)),
    };
  } catch (error) {
    api.close();
    throw error;
  }
}

async function startParts(options: ServerOptions) {
  const { mode, leaseMs, log } = options;
  const db = await openDatabase(options.databaseUrl, options.schema, POOL_SIZE);
  const registry = await openRegistry(db, () => timers.look());
  const client = createAppClient(options.signingKey, options.workers + options.appUrls.length);
  const sizes = new StateSizes();
  let stopped = false;

  const execute = createExecutor({
    ...{ db, options, registry },
    callApp: createCallApp({ mode, client, sizes, onAbsent: () => sync.soon() }),
    wake: (delayMs) => worker.wake(delayMs),
    pause: (ms) => worker.pause(ms),
    onAbsent: () => sync.soon(),
    isStopped: () => stopped,
  });
  const worker = startWorker(db, options, execute);
  const accept = createAccept({ db, leaseMs, worker, onBatched: () => timers.look() });
  const receiver = createReceiver(options, registry, accept);
  const timers = startTimers({ db, options, registry, accept, wake: () => worker.wake() });
  const sync = startSync(options, registry, client);
  const stopRetention = startRetention(db, log);

  const handler = createApi({
    ...{ eventKey: options.eventKey, signingKey: options.signingKey, log },
    isReady: () => mode === "harsh" || !registry.isEmpty(),
    receive: receiver.receive,
    keepsPartOfARequest: mode === "harsh",
    register: registry.register,
    checkpoint: createCheckpoints(db, sizes, leaseMs),
    health: () => ({ status: 200, mode, apps: sync.states() }),
  });

  /** Closes the API last: running calls report their steps to it. */
  async function stop(closeApi: () => Promise<void>): Promise<void> {
    receiver.stop();
    await Promise.all([sync.stop(), timers.stop(), worker.stop()]);
    stopped = true;
    stopRetention();
    client.close();
    await closeApi();
    await db.end();
  }

  return { handler, stop };
}

function listen(api: http.Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    api.once("error", reject).listen(port, "127.0.0.1", resolve);
  });
}

function close(api: http.Server): Promise<void> {
  return new Promise((resolve) => {
    api.close(() => resolve());
    api.closeAllConnections();
  });
}
