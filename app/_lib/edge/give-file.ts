import fs from "node:fs";
import type { IncomingMessage, ServerResponse } from "node:http";
import path from "node:path";
import { gunzipSync } from "node:zlib";
import { log } from "@/server/shared/log";
import { KeptFiles } from "./kept-files";
import { readCompressedFiles, readOwnFiles } from "./own-files";
import { answerEarly } from "./turn-away";

const TYPES: Readonly<Record<string, string>> = {
  ".js": "application/javascript; charset=UTF-8",
  ".css": "text/css; charset=UTF-8",
  ".json": "application/json; charset=UTF-8",
  ".map": "application/json; charset=UTF-8",
  ".txt": "text/plain; charset=UTF-8",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".webp": "image/webp",
  ".ico": "image/x-icon",
  ".woff2": "font/woff2",
};

/**
 * Answers for files below `/_next/static/` that this process's build has compressed, and for those that it does not have:
 * while two versions serve, and later in tabs that stay open, a page of one version asks a process of the other. Everything
 * else is left to Next: what no build has, and files of other builds while the database is away.
 */
export function fileGiver(
  own: ReadonlySet<string> = new Set(readOwnFiles().keys()),
  kept: Pick<KeptFiles, "find"> = new KeptFiles(),
  compressed: ReadonlyMap<string, string> = readCompressedFiles(),
): (request: IncomingMessage, response: ServerResponse, dispatch: () => void) => void {
  return (request, response, dispatch) => {
    const name = (request.url ?? "").split("?", 1)[0] ?? "";
    const isRead = request.method === "GET" || request.method === "HEAD";
    const brotli = isRead && reads("br", request) ? compressed.get(name) : undefined;
    if (brotli !== undefined) {
      readOnce(brotli)
        .then((body) => send(request, response, name, { body, encoding: "br" }))
        .catch((error) => response.destroy(error));
      return;
    }
    if (!isRead || own.size === 0 || own.has(name) || !name.startsWith("/_next/static/")) {
      dispatch();
      return;
    }
    kept
      .find(name)
      .catch((error) => void log.warn({ err: error }, "a file of another build could not be read"))
      .then((body) => (body ? give(request, response, name, body) : dispatch()))
      .catch((error) => response.destroy(error));
  };
}

function give(request: IncomingMessage, response: ServerResponse, name: string, body: Buffer): void {
  const readsGzip = reads("gzip", request);
  send(request, response, name, readsGzip ? { body, encoding: "gzip" } : { body: gunzipSync(body) });
}

type Contents = { body: Buffer; encoding?: "br" | "gzip" };

function send(
  request: IncomingMessage,
  response: ServerResponse,
  name: string,
  { body, encoding }: Contents,
): void {
  const headers = {
    "Content-Type": TYPES[path.extname(name)] ?? "application/octet-stream",
    // The name contains a hash of the contents.
    "Cache-Control": "public, max-age=31536000, immutable",
    Vary: "Accept-Encoding",
    ...(encoding && { "Content-Encoding": encoding }),
  };
  answerEarly(request, response, { status: 200, headers, body });
}

/** Whether the client names this encoding, and does not forbid it by `q=0`. */
const reads = (encoding: "br" | "gzip", { headers }: IncomingMessage): boolean =>
  new RegExp(`(?:^|[,\\s])${encoding}(?!\\s*;\\s*q=0(?:\\.0*)?(?:[,\\s]|$))(?=[,;\\s]|$)`).test(
    String(headers["accept-encoding"] ?? ""),
  );

/** The compressed files of a build have half a megabyte together: each is read once. */
const bodies = new Map<string, Promise<Buffer>>();

function readOnce(file: string): Promise<Buffer> {
  const known = bodies.get(file) ?? fs.promises.readFile(/*turbopackIgnore: true*/ file);
  bodies.set(file, known);
  known.catch(() => bodies.delete(file));
  return known;
}
