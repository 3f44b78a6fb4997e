import type { IncomingMessage, ServerResponse } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";

const MAX_BODY_BYTES = 256 * 1024;

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

export function sendJson(
  response: ServerResponse,
  status: number,
  body: string | object,
  headers: Record<string, string> = {},
): void {
  response.writeHead(status, { "content-type": "application/json", "cache-control": "no-store", ...headers });
  response.end(typeof body === "string" ? body : JSON.stringify(body));
}

/** Cuts the connection without an answer: the caller cannot know whether the request took effect. */
export function cut(request: IncomingMessage): void {
  request.socket.destroy();
}

/** Waits, but no longer than the caller does. */
export async function hesitate(request: IncomingMessage, milliseconds: number): Promise<void> {
  const gone = new AbortController();
  request.socket.once("close", () => gone.abort());
  await sleep(milliseconds, undefined, { signal: gone.signal, ref: false }).catch(() => {});
}
