import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from "node:http";
import { type EdgeRefusal, refusalOf } from "./refusal";
import { busyPage, tooManyPage } from "./unavailable-page";
import { visitorOf } from "./visitor";

/** How much of a refused body is read, and for how long, so that its sender can read the answer. */
const DRAINED_BYTES = 1024 * 1024;
const DRAIN_MS = 2_000;

type Answer = { status: number; headers: Record<string, string>; body: string | Buffer };

/**
 * Answers at once, before Next. The connection of a request with a body is closed, but only after some of the body was
 * read: a reset would lose the answer.
 */
export function answerEarly(request: IncomingMessage, response: ServerResponse, answer: Answer): void {
  const { status, headers, body } = answer;
  response.writeHead(status, { ...headers, "Content-Length": String(Buffer.byteLength(body)) });
  if (!hasBody(request.headers)) {
    response.end(body);
    return;
  }
  response.write(body);
  let drained = 0;
  const finish = () => {
    clearTimeout(timer);
    request.off("data", count);
    response.end();
  };
  const count = (chunk: Buffer) => {
    drained += chunk.length;
    if (drained > DRAINED_BYTES) finish();
  };
  const timer = setTimeout(finish, DRAIN_MS);
  request.on("data", count);
  request.once("end", finish);
  request.once("close", finish);
}

/** Refuses a request for what it is. */
export function refuse(request: IncomingMessage, response: ServerResponse, why: EdgeRefusal): void {
  const { status, headers, problem } = refusalOf(why);
  answerEarly(request, response, { status, headers, body: JSON.stringify(problem) });
}

/** Returns true for a browser that opens a page or sends a form without JavaScript. Everybody else reads problem details. */
export const wantsPage = (headers: IncomingHttpHeaders) =>
  headers["next-action"] === undefined &&
  headers.rsc === undefined &&
  (headers.accept ?? "").includes("text/html");

/** When a refused client may come back: not all at the same moment. */
export const comeBackSeconds = () => 5 + Math.floor(Math.random() * 6);

/** Asks the sender of a good request to come back later: 503 under load, 429 after too many requests. */
export function turnAway(
  request: IncomingMessage,
  response: ServerResponse,
  why: "OVERLOADED" | "TOO_MANY_REQUESTS",
  retryAfterSeconds: number,
): void {
  const { status, headers, problem } = refusalOf(why);
  const page = why === "OVERLOADED" ? busyPage : tooManyPage;
  const answer: Answer = wantsPage(request.headers)
    ? page(retryAfterSeconds, visitorOf(request.url ?? "", request.headers))
    : {
        status,
        headers: { ...headers, "Retry-After": String(retryAfterSeconds) },
        body: JSON.stringify(problem),
      };
  // Without a body there is nothing unread: the connection can be used again.
  const { Connection: _, ...kept } = answer.headers;
  const closing = { ...kept, Connection: "close" };
  answerEarly(request, response, { ...answer, headers: hasBody(request.headers) ? closing : kept });
}

const hasBody = (headers: IncomingHttpHeaders) =>
  headers["transfer-encoding"] !== undefined || Number(headers["content-length"] ?? 0) > 0;
