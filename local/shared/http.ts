import type { IncomingMessage, RequestListener, Server, ServerResponse } from "node:http";
import type { AddressInfo, Server as NetServer } from "node:net";
import { errorFacts } from "@/server/shared/error-facts";

const MAX_BODY_BYTES = 256 * 1024;
const CLOSE_IDLE_EVERY_MS = 50;

export class BodyTooLarge extends Error {}

/** Reads the request's body as text; more than 256 KiB throws `BodyTooLarge`. */
export async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > MAX_BODY_BYTES) throw new BodyTooLarge("The request is too large.");
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}

export function header(request: IncomingMessage, name: string): string | undefined {
  const value = request.headers[name];
  return Array.isArray(value) ? value[0] : value;
}

/**
 * True when the request comes from this machine and names it as itself. Another name may lead to it too, and a caller
 * from elsewhere may write any name.
 */
export function isLoopback(request: IncomingMessage): boolean {
  const host = (request.headers.host ?? "").replace(/:\d+$/, "");
  const caller = (request.socket.remoteAddress ?? "").replace(/^::ffff:/, "");
  return (host === "127.0.0.1" || host === "localhost") && (caller === "::1" || caller.startsWith("127."));
}

export function sendJson(
  response: ServerResponse,
  status: number,
  body: string | object,
  headers: Record<string, string> = {},
): void {
  response.writeHead(status, { "content-type": "application/json", "cache-control": "no-store", ...headers });
  response.end(typeof body === "string" ? body : JSON.stringify(body));
}

export function sendPage(response: ServerResponse, status: number, markup: string, policy: string): void {
  response.writeHead(status, {
    "content-type": "text/html; charset=utf-8",
    "cache-control": "no-store",
    "content-security-policy": policy,
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
  });
  response.end(markup);
}

/** A listener that answers 413 when `handle` throws `BodyTooLarge`, and 500 when it throws anything else. */
export function answerWith(
  handle: (request: IncomingMessage, response: ServerResponse) => Promise<void>,
): RequestListener {
  return (request, response) => {
    handle(request, response).catch((error) => {
      if (error instanceof BodyTooLarge && !response.headersSent)
        return sendJson(response, 413, { error: error.message });
      console.error(errorFacts(error));
      if (response.headersSent) response.destroy();
      else sendJson(response, 500, { error: "internal" });
    });
  };
}

/** Starts listening, on this machine alone unless `host` says otherwise. @returns the port. */
export async function listen(server: NetServer, port: number, host = "127.0.0.1"): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, resolve);
  });
  return (server.address() as AddressInfo).port;
}

/** Resolves when the requests that are under way have been answered and every connection is closed. */
export async function closeGently(server: Server): Promise<void> {
  const closed = new Promise((resolve) => server.close(resolve));
  // A kept-alive connection becomes idle only when the request it is in has been answered.
  const idle = setInterval(() => server.closeIdleConnections(), CLOSE_IDLE_EVERY_MS);
  await closed;
  clearInterval(idle);
}

/**
 * Runs a stand-in as a process. `run` gets a promise that resolves on SIGTERM or SIGINT; the process ends with 0
 * when `run` resolves or `stopWithinMs` after the signal, and with 1 when it throws.
 */
export function runStandIn(stopWithinMs: number, run: (stopped: Promise<void>) => Promise<void>): void {
  // A reader of our output that goes away must not end the process.
  for (const stream of [process.stdout, process.stderr]) stream.on("error", () => {});
  const stopped = new Promise<void>((resolve) => {
    const stop = () => {
      setTimeout(() => process.exit(0), stopWithinMs).unref();
      resolve();
    };
    process.once("SIGTERM", stop);
    process.once("SIGINT", stop);
  });
  run(stopped).then(
    () => process.exit(0),
    (error) => {
      console.error(error instanceof Error ? error.message : error);
      process.exit(1);
    },
  );
}
