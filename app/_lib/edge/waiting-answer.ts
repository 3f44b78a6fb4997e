import type { IncomingMessage, ServerResponse } from "node:http";
import { readSaleStatuses } from "@/server/flows/read-sale-statuses";
import { log } from "@/server/shared/log";
import { outsideRequest } from "@/server/shared/request-facts";

const PATH = /^\/api\/v1\/waiting-rooms\/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;

/** Returns true for the address that everybody in a waiting room asks again and again. */
export const isWaitingRoom = (path: string): boolean => PATH.test(path);

/** How old an answer may be, for caches on the way as well. */
const FRESH_MS = 1_000;
/** How old an answer may become while the database does not give a newer one. */
const STALE_MS = 15_000;

const headers = {
  "Content-Type": "application/json",
  "Cache-Control": "public, max-age=0, s-maxage=1, stale-while-revalidate=5",
  "Access-Control-Allow-Origin": "*",
};

let answers = new Map<string, Buffer>();
let readAt = Number.NEGATIVE_INFINITY;
let reading: Promise<void> | undefined;

/**
 * Answers how a waiting room moves: from memory, before Next, the same for all. It is read once a second, by the first who
 * asks. What is not known here goes on to its route, which also says that there is no such waiting room.
 */
export function answerWaiting(
  request: IncomingMessage,
  response: ServerResponse,
  dispatch: () => void,
): void {
  const age = performance.now() - readAt;
  const [, id = ""] = PATH.exec((request.url ?? "").split("?", 1)[0] ?? "") ?? [];
  if (age > FRESH_MS) read();
  if (age <= FRESH_MS || (age <= STALE_MS && answers.has(id))) give(id, request, response, dispatch);
  else
    void reading?.then(() => {
      // What could not be read is not given from memory for ever: the route says that it is not there now.
      if (performance.now() - readAt <= STALE_MS) give(id, request, response, dispatch);
      else dispatch();
    });
}

function read(): void {
  reading ??= outsideRequest(async () => {
    try {
      const statuses = await readSaleStatuses();
      answers = new Map(statuses.map((status) => [status.id, Buffer.from(JSON.stringify(status))]));
      readAt = performance.now();
    } catch (error) {
      log.warn({ err: error }, "the waiting rooms could not be read");
    } finally {
      reading = undefined;
    }
  });
}

function give(id: string, request: IncomingMessage, response: ServerResponse, dispatch: () => void): void {
  const body = answers.get(id);
  if (!body) {
    dispatch();
    return;
  }
  response.writeHead(200, { ...headers, "Content-Length": body.byteLength });
  response.end(request.method === "HEAD" ? undefined : body);
}
