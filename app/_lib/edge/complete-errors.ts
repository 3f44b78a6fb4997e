import type { IncomingMessage, ServerResponse } from "node:http";
import { log } from "@/server/shared/log";
import { compressAnswer } from "./compress-answer";
import { completeDocument, type Failed } from "./error-document";
import { wantsPage } from "./turn-away";
import { visitorOf } from "./visitor";

/** Compresses what a page or route writes. Above the compressor, documents of errors are completed. */
export function prepareAnswer(request: IncomingMessage, response: ServerResponse): void {
  compressAnswer(request, response);
  completeErrors(request, response);
}

/**
 * Holds back the document of a page that is missing or that failed, and completes it (error-document.ts). All other answers
 * pass as they are written.
 */
function completeErrors(request: IncomingMessage, response: ServerResponse): void {
  if (!wantsPage(request.headers)) return;
  const { url = "", headers } = request;
  const visitor = visitorOf(url, headers);
  const path = url.split("?", 1)[0] ?? "";
  const { write, end, flushHeaders } = response;
  const parts: Buffer[] = [];
  const failed = (): Failed | null => {
    if (response.headersSent) return null;
    const { statusCode: status } = response;
    const isPage = String(response.getHeader("content-type") ?? "").startsWith("text/html");
    return isPage && (status === 404 || status === 500) ? { status, path, visitor } : null;
  };
  const keep = (chunk: unknown, encoding: unknown) => {
    if (typeof chunk !== "string" && !(chunk instanceof Uint8Array)) return;
    parts.push(typeof chunk === "string" ? Buffer.from(chunk, encodingOf(encoding)) : Buffer.from(chunk));
  };
  response.flushHeaders = () => {
    if (!failed()) flushHeaders.call(response);
  };
  response.write = ((...args: Parameters<typeof write>) => {
    if (!failed()) return write.apply(response, args);
    keep(args[0], args[1]);
    callbackOf(args)?.();
    return true;
  }) as typeof write;
  response.end = ((...args: Parameters<typeof end>) => {
    const what = failed();
    if (!what) return end.apply(response, args);
    keep(args[0], args[1]);
    return end.call(response, wholeOrKept(response, Buffer.concat(parts), what), "utf8", callbackOf(args));
  }) as typeof end;
}

/** A fault in here must not take away the answer that Next has made. */
function wholeOrKept(response: ServerResponse, body: Buffer, failed: Failed): Buffer {
  try {
    return completed(response, body, failed);
  } catch (error) {
    log.error({ err: error }, "the page of a failed request could not be made whole");
    return body;
  }
}

function completed(response: ServerResponse, body: Buffer, failed: Failed): Buffer {
  const policy = String(response.getHeader("content-security-policy") ?? "");
  const nonce = /'nonce-([\w+/=-]+)'/.exec(policy)?.[1];
  // Next names the style sheets here, and leaves them to the scripts.
  const link = [response.getHeader("link") ?? []].flat().join(",");
  const sheets = [...link.matchAll(/<(\/_next\/static\/[\w./-]+\.css)>/g)].map(([, href = ""]) => href);
  const whole = completeDocument(body.toString(), failed, { nonce, sheets: [...new Set(sheets)] });
  if (!whole) return body;
  const bytes = Buffer.from(whole.html);
  if (whole.policy) response.setHeader("Content-Security-Policy", whole.policy);
  // These were of the document that Next wrote.
  response.removeHeader("ETag");
  if (response.hasHeader("content-length")) response.setHeader("Content-Length", bytes.length);
  return bytes;
}

const encodingOf = (encoding: unknown): BufferEncoding =>
  typeof encoding === "string" && Buffer.isEncoding(encoding) ? encoding : "utf8";

const callbackOf = (args: readonly unknown[]) =>
  args.findLast((arg) => typeof arg === "function") as (() => void) | undefined;
