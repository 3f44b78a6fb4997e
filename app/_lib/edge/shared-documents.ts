import type { IncomingMessage, ServerResponse } from "node:http";
import { isBot } from "next/dist/shared/lib/router/utils/is-bot";
import { themeCookie } from "@/components/layout/theme";
import { env } from "@/server/shared/env";
import { SharedAnswers } from "@/server/shared/shared-answers";
import { isSharedPage, SHARED_PAGE_CACHING } from "./shared-page";

/**
 * How old a document may be that another visitor was answered with. What it shows of flights was read at most a second
 * before it (server/reservation/shop/availability-view.ts), so that nobody sees what is older than two seconds.
 */
const MAX_AGE_MS = 1_000;
/** A document of the results takes some 10 KB compressed, 75 KB as it is. */
const MAX_DOCUMENTS = 200;

const documents = new SharedAnswers<SharedDocument>({ maxAgeMs: MAX_AGE_MS, maxEntries: MAX_DOCUMENTS });

/** Cookies of visitors on which a shared page depends. With any other cookie nothing is shared. */
const depends: readonly string[] = ["NEXT_LOCALE", themeCookie];
/** With one of these a request asks for something else than the document as it is. */
const others = ["authorization", "range", "if-none-match", "if-modified-since", "rsc", "next-action"];
/** Headers of one answer and one connection. */
const own = new Set(["connection", "date", "keep-alive", "transfer-encoding", "x-request-id"]);

/**
 * Answers a visitor who opens a public page with the document that another visitor was given within a second, compressed as
 * it was. Of visitors who come at the same time one waits for Next, and the others for that one. All get the same nonce: what
 * it allows is what was drawn together with it (docs/decisions/0083-shared-documents.md).
 *
 * @param dispatch lets Next answer.
 */
export function shareDocument(
  request: IncomingMessage,
  response: ServerResponse,
  dispatch: () => void,
): void {
  const key = keyOf(request);
  if (key === null) {
    dispatch();
    return;
  }
  let isFirst = false;
  const shared = documents.get(key, () => {
    isFirst = true;
    return recorded(response, dispatch);
  });
  // The first one's own answer goes its way, whether it can be shared or not.
  if (isFirst) shared.catch(() => undefined);
  else shared.then((document) => document.give(response), dispatch);
}

/** Everything that the document depends on; null for a request that is answered alone. */
function keyOf({ method, headers, url = "" }: IncomingMessage): string | null {
  const { NODE_ENV, APP_URL } = env();
  const [pathname = "", query = ""] = url.split("?", 2);
  if (method !== "GET" || NODE_ENV === "development" || others.some((name) => headers[name] !== undefined))
    return null;
  // Who is told of a refusal must see what led to it.
  if (new URLSearchParams(query).has("problem")) return null;
  // Next writes the head of a document for search engines in another way.
  if (isBot(headers["user-agent"] ?? "")) return null;
  const cookies = cookiesOf(headers.cookie);
  if (cookies.some(([name]) => !depends.includes(name))) return null;
  if (!isSharedPage({ pathname, accept: headers.accept ?? null, hasCookie: () => false }, APP_URL))
    return null;
  return JSON.stringify([url, headers["accept-encoding"], headers["accept-language"], cookies.sort()]);
}

const cookiesOf = (header = ""): [name: string, value: string][] =>
  header.split(";").flatMap((each) => {
    const [name = "", ...value] = each.split("=");
    return name.trim() ? [[name.trim(), value.join("=").trim()] as [string, string]] : [];
  });

/** A document as it was sent. */
class SharedDocument {
  // Not an own property: shared answers are frozen, and buffers cannot be.
  readonly #body: Buffer;
  readonly #headers: Record<string, number | string | string[]>;

  constructor(headers: Record<string, number | string | string[]>, body: Buffer) {
    this.#headers = headers;
    this.#body = body;
  }

  give(response: ServerResponse): void {
    response.writeHead(200, { ...this.#headers, "Content-Length": this.#body.byteLength });
    response.end(this.#body);
  }
}

/**
 * Lets Next answer, and keeps what it writes.
 *
 * @throws Error when the answer is not whole, or not the same for everybody.
 */
function recorded(response: ServerResponse, dispatch: () => void): Promise<SharedDocument> {
  const parts: Buffer[] = [];
  const { write, end } = response;
  const keep = (chunk: unknown, encoding: unknown) => {
    if (typeof chunk === "string")
      parts.push(Buffer.from(chunk, typeof encoding === "string" ? (encoding as BufferEncoding) : "utf8"));
    else if (chunk instanceof Uint8Array) parts.push(Buffer.from(chunk));
  };
  return new Promise((resolve, reject) => {
    const refuse = () => reject(new Error("this answer is one visitor's"));
    response.once("close", refuse);
    response.write = ((...args: Parameters<typeof write>) => {
      keep(args[0], args[1]);
      return write.apply(response, args);
    }) as typeof write;
    response.end = ((...args: Parameters<typeof end>) => {
      keep(args[0], args[1]);
      const result = end.apply(response, args);
      const headers = sharedHeaders(response);
      if (headers) resolve(new SharedDocument(headers, Buffer.concat(parts)));
      else refuse();
      return result;
    }) as typeof end;
    dispatch();
  });
}

/** The headers of an answer that may be shared; null for any other. */
function sharedHeaders(response: ServerResponse): Record<string, number | string | string[]> | null {
  const { "set-cookie": cookies, ...headers } = response.getHeaders();
  const isShared =
    response.statusCode === 200 && headers["cache-control"] === SHARED_PAGE_CACHING && !cookies;
  if (!isShared) return null;
  const kept = Object.entries(headers).flatMap(([name, value]) =>
    value === undefined || own.has(name) ? [] : [[name, value] as const],
  );
  return Object.fromEntries(kept);
}
