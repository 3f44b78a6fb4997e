import { randomUUID } from "node:crypto";
import { subscribe } from "node:diagnostics_channel";
import type { IncomingMessage, ServerResponse } from "node:http";
import { isUnavailable } from "@/app/_lib/http/failure";
import { reportFault } from "@/server/shared/console-errors";
import { isDraining } from "@/server/shared/draining";
import type { NoticePage } from "./notice-page";
import { unavailablePage } from "./unavailable-page";
import { visitorOf } from "./visitor";

/** The header that carries the id of a request to `noteRequestError`. A value of the client is overwritten. */
const REQUEST_ID = "x-msa-request";

/** Open requests by their id, and whether their data could not be read. */
const openRequests = new Map<string, { unavailable: boolean }>();

/**
 * Watches the answers of our own Node server. When a page failed because the database is away or full, its answer becomes
 * a plain 503 with Retry-After; Next itself would answer 500. While the process drains, each answer closes its
 * connection.
 */
export function watchResponses(): void {
  subscribe("http.server.request.start", (message) => {
    const { request, response } = message as { request: IncomingMessage; response: ServerResponse };
    const id = randomUUID();
    const state = { unavailable: false };
    request.headers[REQUEST_ID] = id;
    openRequests.set(id, state);
    response.once("close", () => openRequests.delete(id));
    guard(response, () =>
      state.unavailable ? unavailablePage(visitorOf(request.url ?? "", request.headers)) : null,
    );
  });
}

type FailedRequest = { path: string; method: string; headers: NodeJS.Dict<string | string[]> };

/** Logs the error of a page. When trying again later may help, the answer becomes the unavailable page. */
export function noteRequestError(error: unknown, { path, method, headers }: FailedRequest): void {
  reportFault(error, { path: path.split("?")[0], method }, "a page failed");
  const state = openRequests.get(String(headers[REQUEST_ID]));
  if (state && isUnavailable(error)) state.unavailable = true;
}

/**
 * Replaces an answer as long as none of it was sent. This happens below Next's own layers, such as compression: the head
 * and the body that Next writes afterwards are dropped.
 */
function guard(response: ServerResponse, replacement: () => NoticePage | null): void {
  const { writeHead, write, end } = response;
  let replaced = false;
  const replace = (): boolean => {
    if (replaced) return true;
    const page = response.headersSent ? null : replacement();
    if (!page) return false;
    replaced = true;
    for (const name of response.getHeaderNames()) if (!kept.has(name)) response.removeHeader(name);
    closeWhileDraining(response);
    writeHead.call(response, page.status, page.headers);
    end.call(response, page.body, "utf8");
    return true;
  };
  response.writeHead = ((...args: Parameters<typeof writeHead>) => {
    if (replace()) return response;
    closeWhileDraining(response);
    return writeHead.apply(response, args);
  }) as typeof writeHead;
  response.write = ((...args: Parameters<typeof write>) =>
    replace() ? dropped(args, true) : write.apply(response, args)) as typeof write;
  response.end = ((...args: Parameters<typeof end>) =>
    replace() ? dropped(args, response) : end.apply(response, args)) as typeof end;
}

/** The headers that every answer of the site keeps. */
const kept = new Set([
  ...["date", "strict-transport-security", "x-content-type-options", "x-frame-options", "referrer-policy"],
  ...["permissions-policy", "cross-origin-opener-policy", "x-request-id"],
]);

/** Calls the callback of a dropped write, as if the write were done. */
function dropped<T>(args: readonly unknown[], result: T): T {
  const done = args.findLast((arg) => typeof arg === "function") as (() => void) | undefined;
  if (done) process.nextTick(done);
  return result;
}

function closeWhileDraining(response: ServerResponse): void {
  if (isDraining()) response.shouldKeepAlive = false;
}
