import type { IncomingMessage, ServerResponse } from "node:http";
import path from "node:path";
import { gunzipSync } from "node:zlib";
import { log } from "@/server/shared/log";
import { KeptFiles } from "./kept-files";
import { readOwnFiles } from "./own-files";
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
 * Answers for files below `/_next/static/` that this process's build does not have: while two versions serve, and later in
 * tabs that stay open, a page of one version asks a process of the other. What no build has is left to Next, and so is
 * everything while the database is away.
 */
export function fileGiver(
  own: ReadonlySet<string> = new Set(readOwnFiles().keys()),
  kept: Pick<KeptFiles, "find"> = new KeptFiles(),
): (request: IncomingMessage, response: ServerResponse, dispatch: () => void) => void {
  return (request, response, dispatch) => {
    const name = (request.url ?? "").split("?", 1)[0] ?? "";
    const isRead = request.method === "GET" || request.method === "HEAD";
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
  const readsGzip = /\bgzip\b/.test(String(request.headers["accept-encoding"] ?? ""));
  const headers = {
    "Content-Type": TYPES[path.extname(name)] ?? "application/octet-stream",
    // The name contains a hash of the contents.
    "Cache-Control": "public, max-age=31536000, immutable",
    Vary: "Accept-Encoding",
    ...(readsGzip && { "Content-Encoding": "gzip" }),
  };
  answerEarly(request, response, { status: 200, headers, body: readsGzip ? body : gunzipSync(body) });
}
